# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The library keeps what programs that were built against it rely on: abi.txt.

cmake_minimum_required(VERSION 3.25)

if(NOT NM OR NOT READELF)
  message("SKIPPED: nm or readelf is not installed")
  return()
endif()

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/abi.txt lines REGEX "^[^#]")
foreach(line IN LISTS lines)
  string(REPLACE " " ";" words "${line}")
  list(POP_FRONT words kind name)
  list(POP_BACK words value)
  if(kind STREQUAL "soname")
    set(soname ${name})
  elseif(kind STREQUAL "symbol")
    list(APPEND symbols "${name}@@${value}")
  elseif(kind STREQUAL "constant")
    list(APPEND equations "${name} == ${value}")
  elseif(kind STREQUAL "struct")
    list(APPEND equations "sizeof(struct ${name}) == ${value}")
  elseif(kind STREQUAL "member")
    list(APPEND equations "offsetof(struct ${name}, ${words}) == ${value}")
  else()
    message(FATAL_ERROR "abi.txt: not understood: ${line}")
  endif()
endforeach()

execute_process(COMMAND ${READELF} --dynamic --wide ${LIBRARY}
  OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
if(NOT dynamic MATCHES "\\(SONAME\\)[^\n]*\\[([^\n]*)\\]\n" OR NOT CMAKE_MATCH_1 STREQUAL soname)
  message(FATAL_ERROR "The soname is '${CMAKE_MATCH_1}' and was '${soname}'")
endif()

execute_process(COMMAND ${NM} --dynamic --defined-only --format=posix ${LIBRARY}
  OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
string(REPLACE "\n" ";" exported "${table}")
# Absolute symbols (A) are the names of the versions. The JNI functions are no business of C programs.
list(FILTER exported EXCLUDE REGEX "^$| A |@@SHMQ_JNI ")
list(TRANSFORM exported REPLACE " .*" "")
foreach(symbol IN LISTS symbols)
  if(NOT symbol IN_LIST exported)
    list(APPEND problems "no longer exported: ${symbol}")
  endif()
endforeach()
foreach(symbol IN LISTS exported)
  if(NOT symbol IN_LIST symbols)
    list(APPEND problems "exported and not in abi.txt: ${symbol}")
  endif()
endforeach()
if(problems)
  list(JOIN problems "\n  " problems)
  message(FATAL_ERROR "${problems}")
endif()

list(TRANSFORM equations REPLACE "^(.+)$" "_Static_assert(\\1, \"differs from abi.txt\")@")
list(JOIN equations "\n" equations)
string(REPLACE "@" ";" equations "${equations}")
file(WRITE ${WORK}/abi.c "#include <shmq.h>\n\n${equations}\n")
execute_process(COMMAND ${C_COMPILER} -std=c11 -I${INCLUDE} -fsyntax-only ${WORK}/abi.c
  COMMAND_ERROR_IS_FATAL ANY)
