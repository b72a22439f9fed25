# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The library exports what its header declares, the native methods of its Java class if it was built
# with the JNI functions, and nothing else.

if(NOT NM)
  message("SKIPPED: nm is not installed")
  return()
endif()

file(READ ${HEADER} header)
string(REGEX MATCHALL "SHMQ_EXPORT [^;(]*shmq_[a-z_]+\\(" declarations "${header}")
list(TRANSFORM declarations REPLACE ".*(shmq_[a-z_]+)\\($" "\\1" OUTPUT_VARIABLE declared)
if(NOT declared)
  message(FATAL_ERROR "No declarations found in ${HEADER}")
endif()

if(JNI_CLASS)
  file(READ ${JNI_CLASS} class)
  string(REGEX MATCHALL "public native [A-Za-z]+ [A-Za-z]+\\(" methods "${class}")
  if(NOT methods)
    message(FATAL_ERROR "No native methods found in ${JNI_CLASS}")
  endif()
  list(TRANSFORM methods REPLACE ".* ([A-Za-z]+)\\($" "Java_io_shmq_jni_JniBinding_\\1")
  list(APPEND declared ${methods})
endif()
list(SORT declared)

execute_process(COMMAND ${NM} --dynamic --defined-only --format=posix ${LIBRARY}
  OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" lines "${table}")
# Absolute symbols (A) are the names of the versions.
list(FILTER lines EXCLUDE REGEX "^$| A ")
list(TRANSFORM lines REPLACE "[@ ].*" "" OUTPUT_VARIABLE exported)
list(SORT exported)

if(NOT exported STREQUAL declared)
  message(FATAL_ERROR "${LIBRARY} exports\n  ${exported}\nbut ${HEADER} ${JNI_CLASS} declare\n  ${declared}")
endif()
