# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Has spin try out every state of MODEL in the configuration DEFINITIONS. With a MUTATION there must
# be an error, without there must be none. With CYCLES the errors are endless loops.

if(NOT SPIN)
  message("SKIPPED: spin is not installed")
  return()
endif()

set(megabytes 2000)
set(depth 1000000)

separate_arguments(definitions UNIX_COMMAND "${DEFINITIONS} ${MUTATION}")
list(TRANSFORM definitions PREPEND -D)
# What goes wrong does so soon, and the compiler would take longest.
set(optimize -O2)
if(MUTATION)
  set(optimize -O0)
endif()
if(CYCLES)
  set(search -DNP)
  set(loops -l)
else()
  set(search -DSAFETY)
  set(loops)
endif()

# The way to an error is written beside the model.
file(REMOVE_RECURSE ${WORK})
file(COPY ${MODEL} DESTINATION ${WORK})
get_filename_component(model ${MODEL} NAME)
execute_process(COMMAND ${SPIN} ${definitions} -a ${model}
  WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE output ERROR_VARIABLE output RESULT_VARIABLE result)
if(NOT result EQUAL 0 OR output MATCHES "[Ee]rror")
  message(FATAL_ERROR "spin cannot read ${MODEL}:\n${output}")
endif()
execute_process(COMMAND ${COMPILER} ${optimize} -w ${search} -DCOLLAPSE -DVECTORSZ=2048
  -DMEMLIM=${megabytes} pan.c -o pan WORKING_DIRECTORY ${WORK} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ./pan ${loops} -m${depth}
  WORKING_DIRECTORY ${WORK} OUTPUT_VARIABLE output ERROR_VARIABLE output)

string(REGEX MATCH "pan:1: [^\n]*" error "${output}")
string(REGEX MATCH "([0-9.e+]+) states, stored" states "${output}")
set(states "${CMAKE_MATCH_1}")
string(REGEX MATCH "errors: ([0-9]+)" errors "${output}")
set(errors "${CMAKE_MATCH_1}")

if(MUTATION)
  # Not an error of the search itself, as one that went too deep.
  if(NOT errors EQUAL 1 OR NOT error MATCHES "assertion violated|invalid end state")
    message(FATAL_ERROR "Nothing wrong found in ${MUTATION} (${DEFINITIONS}):\n${output}")
  endif()
  message("${MUTATION} refuted after ${states} states: ${error}")
else()
  if(NOT errors STREQUAL "0" OR output MATCHES "not completed|too small|MEMLIM|out of memory")
    list(JOIN definitions " " definitions)
    message(FATAL_ERROR "An error, or no end of the search, in ${DEFINITIONS}:\n${output}\n"
      "What leads to an error: (cd ${WORK} && spin -t -p -g ${definitions} ${model})")
  endif()
  message("${DEFINITIONS}: ${states} states, none wrong")
endif()
