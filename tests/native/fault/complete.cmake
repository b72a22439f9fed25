# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Nothing is forgotten: calls.cmake knows every call that the core makes, the scenes of
# calls_that_fail.c make each of those that can fail, and every function of the library is called by
# them and by the fuzzer.

cmake_minimum_required(VERSION 3.25)

if(NOT NM)
  message("SKIPPED: nm is not installed")
  return()
endif()

include(${CMAKE_CURRENT_LIST_DIR}/calls.cmake)

function(symbols kind result)
  execute_process(COMMAND ${NM} --${kind} --format=posix ${LIBRARY}
    OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" lines "${table}")
  # Names of the archive's members end with a colon.
  list(FILTER lines EXCLUDE REGEX "^$|]:$")
  list(TRANSFORM lines REPLACE " .*" "")
  list(REMOVE_DUPLICATES lines)
  set(${result} ${lines} PARENT_SCOPE)
endfunction()

symbols(undefined-only called)
symbols(defined-only defined)
list(REMOVE_ITEM called ${defined})
list(FILTER called EXCLUDE REGEX ${calls_of_the_compiler})
if(NOT called)
  message(FATAL_ERROR "${LIBRARY} calls nothing")
endif()

set(unknown ${called})
list(REMOVE_ITEM unknown ${calls_that_fail} ${calls_that_cannot_fail})
if(unknown)
  message(FATAL_ERROR "The core calls ${unknown}: add them to tests/native/fault/calls.cmake, and to calls.h and calls.c if they can fail")
endif()

execute_process(COMMAND ${PROGRAM} without_faults_every_scene_ends_as_it_should
  OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
set(never_made)
foreach(call IN LISTS called)
  if(call IN_LIST calls_that_fail AND NOT output MATCHES "made ${call}[_ ]")
    list(APPEND never_made ${call})
  endif()
endforeach()
if(never_made)
  message(FATAL_ERROR "No scene of tests/native/fault/calls_that_fail.c makes the core call ${never_made}")
endif()

file(READ ${HEADER} header)
string(REGEX MATCHALL "SHMQ_EXPORT [^;(]*shmq_[a-z_]+\\(" functions "${header}")
list(TRANSFORM functions REPLACE ".*(shmq_[a-z_]+)\\($" "\\1")
# These take no queue.
list(REMOVE_ITEM functions shmq_strerror shmq_version)
foreach(source calls_that_fail.c ../fuzz/damage.c)
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${source} text)
  foreach(function IN LISTS functions)
    if(NOT text MATCHES "${function}\\(")
      message(FATAL_ERROR "tests/native/fault/${source} does not call ${function}")
    endif()
  endforeach()
endforeach()
