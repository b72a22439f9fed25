# Copyright 2026 The shmq authors
# SPDX-License-Identifier: Apache-2.0

# For x86-64 with glibc on another processor, by the cross compiler (Debian: gcc-x86-64-linux-gnu,
# libc6-dev-amd64-cross).

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-linux-gnu-gcc)
