# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# The libraries that are staged for the jar: each is for its processor, needs a C library that is no
# later than README.md says and nothing else, and exports what the library of this build exports.

cmake_minimum_required(VERSION 3.25)

if(NOT READELF)
  message("SKIPPED: readelf is not installed")
  return()
endif()

set(ENV{LC_ALL} C)
# As readelf calls them.
set(machine_of_x86_64 "Advanced Micro Devices X86-64")
set(machine_of_aarch64 AArch64)

file(READ ${README} readme)
if(NOT readme MATCHES "glibc ([0-9]+\\.[0-9]+) or later")
  message(FATAL_ERROR "${README} does not say \"glibc N or later\"")
endif()
set(glibc ${CMAKE_MATCH_1})

function(readelf library result)
  execute_process(COMMAND ${READELF} --wide ${ARGN} ${library} OUTPUT_VARIABLE output COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

function(read_build_id library result)
  readelf(${library} notes --notes)
  if(NOT notes MATCHES "Build ID: ([0-9a-f]+)")
    message(FATAL_ERROR "${library} has no build ID")
  endif()
  set(${result} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()

function(check_kind library machine)
  readelf(${library} header --file-header --section-headers)
  if(NOT header MATCHES "Class: +ELF64\n.*Type: +DYN .*Machine: +${machine}\n")
    message(FATAL_ERROR "${library} is no 64-bit library for ${machine}:\n${header}")
  endif()
  if(header MATCHES "\\.(debug_info|symtab)")
    message(FATAL_ERROR "${library} is not stripped: it has ${CMAKE_MATCH_0}")
  endif()
endfunction()

function(check_names library)
  readelf(${library} dynamic --dynamic)
  string(REGEX MATCHALL "\\((NEEDED|SONAME|RPATH|RUNPATH)\\)[^\n]*" entries "${dynamic}")
  list(TRANSFORM entries REPLACE "\\((.*)\\).*\\[(.*)\\]" "\\1 \\2")
  list(SORT entries)
  if(NOT entries STREQUAL "NEEDED libc.so.6;SONAME libshmq.so.0")
    message(FATAL_ERROR "${library} has these names, where it is to need libc.so.6 alone: ${entries}")
  endif()
endfunction()

function(check_glibc library)
  readelf(${library} versions --version-info)
  # Behind the versions that the library defines.
  if(NOT versions MATCHES "Version needs section.*")
    message(FATAL_ERROR "${library} needs no version of anything:\n${versions}")
  endif()
  string(REGEX MATCHALL "Name: [^ \n]+" needed "${CMAKE_MATCH_0}")
  foreach(version IN LISTS needed)
    if(NOT version MATCHES "^Name: GLIBC_([0-9.]+)$" OR CMAKE_MATCH_1 VERSION_GREATER glibc)
      message(FATAL_ERROR "${library} needs more than glibc ${glibc}: ${version}")
    endif()
  endforeach()
endfunction()

function(read_exports library result)
  readelf(${library} table --dyn-syms)
  string(REGEX MATCHALL " (GLOBAL|WEAK) +[A-Z]+ +[0-9]+ [^\n]+" exports "${table}")
  list(TRANSFORM exports REPLACE ".* " "")
  list(SORT exports)
  set(${result} "${exports}" PARENT_SCOPE)
endfunction()

function(check_exports library)
  read_exports(${library} exports)
  if(NOT exports OR NOT exports STREQUAL exports_of_build)
    message(FATAL_ERROR "${library} exports\n  ${exports}\nbut ${LIBRARY} exports\n  ${exports_of_build}")
  endif()
endfunction()

function(staged_library processor result)
  set(${result} ${JAR}/META-INF/native/linux-${processor}/libshmq.so PARENT_SCOPE)
endfunction()

staged_library(${PROCESSOR} library)
if(EXISTS ${library})
  read_build_id(${library} staged_id)
  read_build_id(${LIBRARY} id_of_build)
endif()
if(NOT EXISTS ${library} OR NOT staged_id STREQUAL id_of_build)
  message("SKIPPED: the library of this build is not staged in ${JAR}: mvn does that before it tests")
  return()
endif()

# What these are is seen by unit.symbols.
read_exports(${LIBRARY} exports_of_build)
foreach(processor x86_64 aarch64)
  staged_library(${processor} library)
  if(EXISTS ${library})
    check_kind(${library} ${machine_of_${processor}})
    check_names(${library})
    check_glibc(${library})
    check_exports(${library})
  else()
    message("SKIPPED: the jar has no library for ${processor}: its cross compiler is not installed")
  endif()
endforeach()
