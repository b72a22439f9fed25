# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The manual is sound mdoc, and the pages of this project that it refers to exist.

cmake_minimum_required(VERSION 3.25)

find_program(mandoc NAMES mandoc)
if(NOT mandoc)
  message("SKIPPED: mandoc is not installed")
  return()
endif()

include(${CMAKE_CURRENT_LIST_DIR}/man_pages.cmake)

# References are looked for there; mandoc says on its standard error that it has no index of it.
set(ENV{MANPATH} ${manual})
execute_process(COMMAND ${mandoc} -T lint -W style ${pages}
  OUTPUT_VARIABLE findings ERROR_QUIET RESULT_VARIABLE result)
if(findings STREQUAL "" AND NOT result EQUAL 0)
  message(FATAL_ERROR "${mandoc} found nothing but ended with ${result}")
endif()
string(REGEX REPLACE "\n$" "" findings "${findings}")
string(REPLACE "\n" ";" findings "${findings}")
# Other manuals may not be installed here, and the clock may be behind.
list(FILTER findings EXCLUDE REGEX "referenced manual not found: Xr ([^s]|s[^h]|sh[^m]|shm[^q])|date in the future")
fail_with("${findings}")
