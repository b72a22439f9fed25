# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The examples of the manual compile without a warning: each example of a function's page is a
# function or two, that of the overview a program, which does what it says.

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/man_pages.cmake)

set(flags -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -I${INCLUDE})
set(prelude "#include <errno.h>
#include <inttypes.h>
#include <shmq.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

")

# Stores the page's code as C source, what mdoc escapes put back.
function(extract page source)
  file(READ ${page} text)
  text_between("${text}" ".Bd -literal -offset indent" ".Ed" code)
  string(REPLACE "\\e" "\\" code "${code}")
  string(REPLACE "\\-" "-" code "${code}")
  file(WRITE ${source} "${prelude}${code}\n")
endfunction()

file(GLOB function_pages ${manual}/man3/*.3)
foreach(page IN LISTS function_pages)
  file(STRINGS ${page} blocks REGEX "^\\.Bd ")
  if(IS_SYMLINK ${page} OR NOT blocks)
    continue()
  endif()
  list(LENGTH blocks count)
  if(count GREATER 1)
    list(APPEND problems "${page} has more than one example")
  endif()
  cmake_path(GET page STEM name)
  extract(${page} ${WORK}/${name}.c)
  execute_process(COMMAND ${C_COMPILER} ${flags} -fsyntax-only ${WORK}/${name}.c
    RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    list(APPEND problems "The example of ${name}.3 does not compile")
  endif()
  list(APPEND compiled ${name})
endforeach()
if(NOT compiled)
  message(FATAL_ERROR "No examples found in the pages of ${manual}")
endif()
fail_with("${problems}")

set(prelude "")
extract(${manual}/man7/shmq.7 ${WORK}/overview.c)
cmake_path(GET LIBRARY PARENT_PATH directory)
if(SANITIZE)
  # A sanitizer's runtime must be in the program too.
  list(APPEND flags -fsanitize=${SANITIZE})
endif()
execute_process(COMMAND ${C_COMPILER} ${flags} ${WORK}/overview.c -o ${WORK}/overview
    ${LIBRARY} -Wl,-rpath,${directory}
  COMMAND_ERROR_IS_FATAL ANY)
string(RANDOM LENGTH 12 name)
separate_arguments(emulator UNIX_COMMAND "${EMULATOR}")
# Ends the program's child with it.
execute_process(COMMAND timeout 60 ${emulator} ${WORK}/overview ${name}
  OUTPUT_VARIABLE output ERROR_VARIABLE errors RESULT_VARIABLE result)
file(REMOVE /dev/shm/shmq.${name})
if(NOT result EQUAL 0 OR NOT output STREQUAL "job 1\njob 2\njob 3\n")
  message(FATAL_ERROR "The program of shmq.7 ended with ${result} and printed:\n${output}${errors}")
endif()
