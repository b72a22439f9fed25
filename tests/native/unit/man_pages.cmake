# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# Included by the checks of the manual: installs it from BUILD below WORK. Then `manual` is the
# directory that holds man1, man3 and man7, and `pages` the pages in it, without further names.

file(REMOVE_RECURSE ${WORK})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK} --component manual
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

file(GLOB_RECURSE installed ${WORK}/*.[137])
foreach(page IN LISTS installed)
  if(NOT IS_SYMLINK ${page})
    list(APPEND pages ${page})
  endif()
endforeach()
if(NOT pages)
  message(FATAL_ERROR "No manual pages are installed in ${WORK}")
endif()
list(GET pages 0 manual)
cmake_path(GET manual PARENT_PATH manual)
cmake_path(GET manual PARENT_PATH manual)

# What lies between the line `begin` and the first line that begins with `end`, or the text's end;
# empty if there is no such line.
function(text_between text begin end result)
  string(FIND "${text}" "\n${begin}\n" position)
  if(position EQUAL -1)
    set(${result} "" PARENT_SCOPE)
    return()
  endif()
  string(LENGTH "\n${begin}" length)
  math(EXPR position "${position} + ${length}")
  string(SUBSTRING "${text}" ${position} -1 text)
  string(FIND "${text}" "\n${end}" position)
  string(SUBSTRING "${text}" 0 ${position} text)
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# Reads a file so that lists can be made of it: semicolons and brackets would take them apart.
function(read_text file result)
  file(READ ${file} text)
  string(REPLACE ";" "<semicolon>" text "${text}")
  string(REPLACE "[" "<open>" text "${text}")
  string(REPLACE "]" "<close>" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(fail_with problems)
  if(problems)
    list(JOIN problems "\n  " problems)
    message(FATAL_ERROR "${problems}")
  endif()
endfunction()
