# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The benchmark PROGRAM measures every system that there is here, at each work, without a failure, and
# says so in JSON; of the others it says why not. Afterwards there is nothing of it in /dev/shm.

cmake_minimum_required(VERSION 3.25)
separate_arguments(emulator UNIX_COMMAND "${EMULATOR}")

execute_process(
  COMMAND ${emulator} ${PROGRAM} --rounds=1 --seconds=0.05 --settings=3/2 --capacities=1048576 --json=-
  OUTPUT_VARIABLE json ERROR_VARIABLE errors RESULT_VARIABLE result)
if(result EQUAL 77)
  message("SKIPPED: ${errors}")
  return()
endif()
if(NOT json)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}: ${errors}")
endif()
# An emulated machine has one output for both.
string(REGEX REPLACE "shmq-bench-peers: [^\n]*" "" json "${json}")

# The members of the array `key`, as what its elements' member `name` says.
function(collect key name result)
  string(JSON count LENGTH "${json}" ${key})
  set(found "")
  math(EXPR last "${count} - 1")
  if(count GREATER 0)
    foreach(i RANGE ${last})
      string(JSON value GET "${json}" ${key} ${i} ${name})
      list(APPEND found "${value}")
    endforeach()
  endif()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

collect(measurements system measured)
collect(unavailable system unavailable)

# Each system is measured, or it is said why not.
execute_process(COMMAND ${emulator} ${PROGRAM} --list OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "not measured here: [^\n]*\n" "" listed "${listed}")
string(STRIP "${listed}" listed)
string(REPLACE "\n" ";" listed "${listed}")
list(LENGTH listed systems)
if(systems LESS 10)
  message(FATAL_ERROR "Only these systems are listed: ${listed}")
endif()
foreach(system IN LISTS listed)
  if(NOT system IN_LIST measured AND NOT system IN_LIST unavailable)
    message(FATAL_ERROR "${system} was not measured, and it is not said why")
  endif()
endforeach()

# What each work is to have found.
set(figure_of_one-way perSecond)
set(figure_of_many-to-many perSecond)
set(figure_of_round-trip latencyNanos)
set(figure_of_idle processorShare)
set(works "")
list(LENGTH measured count)
math(EXPR last "${count} - 1")
foreach(i RANGE ${last})
  string(JSON measurement GET "${json}" measurements ${i})
  string(JSON work GET "${measurement}" work)
  list(APPEND works ${work})
  string(JSON failure TYPE "${measurement}" failure)
  string(JSON distance TYPE "${measurement}" lineNanosBefore)
  if(NOT failure STREQUAL "NULL")
    message(FATAL_ERROR "A measurement failed: ${measurement}")
  endif()
  string(JSON figure TYPE "${measurement}" ${figure_of_${work}})
  string(JSON messages GET "${measurement}" messages)
  if(NOT distance STREQUAL "NUMBER" OR figure STREQUAL "NULL" OR
      (messages EQUAL 0 AND NOT work STREQUAL "idle"))
    message(FATAL_ERROR "A measurement lacks its figures: ${measurement}")
  endif()
endforeach()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${result}: ${errors}")
endif()
list(REMOVE_DUPLICATES works)
list(SORT works)
if(NOT works STREQUAL "idle;many-to-many;one-way;round-trip")
  message(FATAL_ERROR "These works alone were measured: ${works}")
endif()

file(GLOB left /dev/shm/*bench-peers*)
if(left)
  message(FATAL_ERROR "Left behind: ${left}")
endif()
