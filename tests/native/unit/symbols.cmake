# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The library exports what its header declares, and nothing else.

if(NOT NM)
  message("SKIPPED: nm is not installed")
  return()
endif()

file(READ ${HEADER} header)
string(REGEX MATCHALL "SHMQ_EXPORT [^;(]*shmq_[a-z_]+\\(" declarations "${header}")
list(TRANSFORM declarations REPLACE ".*(shmq_[a-z_]+)\\($" "\\1" OUTPUT_VARIABLE declared)
list(SORT declared)

execute_process(COMMAND ${NM} --dynamic --defined-only --format=posix ${LIBRARY}
  OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" lines "${table}")
# Absolute symbols (A) are the names of the versions.
list(FILTER lines EXCLUDE REGEX "^$| A ")
list(TRANSFORM lines REPLACE "[@ ].*" "" OUTPUT_VARIABLE exported)
list(SORT exported)

if(NOT declared)
  message(FATAL_ERROR "No declarations found in ${HEADER}")
endif()
if(NOT exported STREQUAL declared)
  message(FATAL_ERROR "${LIBRARY} exports\n  ${exported}\nbut ${HEADER} declares\n  ${declared}")
endif()
