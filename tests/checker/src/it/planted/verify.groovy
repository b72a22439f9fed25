/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * The errors in the build log are exactly those that the sources announce in the line before, as in
 *   // error: nullness:argument
 *   queue.put(null);
 * with the checker and its key for the kind of error; several are separated by commas. A module
 * that announces none is built.
 */
def announcement = ~'^ *// error: (.+)$'
// Maven shows an error twice, so it takes the column to tell two of a kind in one line apart.
def report = ~'^\\[ERROR\\] (/.+\\.java):\\[(\\d+),(\\d+)\\] (?:\\[([^\\]]+)\\] )?.*$'
def outcome = ~'^\\[INFO\\] (\\S+) \\.+ (SUCCESS|FAILURE|SKIPPED) .*$'

def announced = []
def expectedOutcomes = [planted: 'SUCCESS']
basedir.listFiles().findAll { new File(it, 'pom.xml').exists() }.each { module ->
  def before = announced.size()
  module.eachFileRecurse { file ->
    if (file.name.endsWith('.java')) {
      file.eachLine { text, line ->
        announcement.matcher(text).each { all, keys ->
          keys.split(', ').each { announced << "${file}:${line + 1} ${it}".toString() }
        }
      }
    }
  }
  expectedOutcomes["planted-${module.name}".toString()] =
      announced.size() == before ? 'SUCCESS' : 'FAILURE'
}

def log = new File(basedir, 'build.log').readLines()
def reported = log.collectMany { report.matcher(it).collect { it.tail() } }.unique()
    .collect { file, line, column, key -> "${file}:${line} ${key}".toString() }
def outcomes = log.collectMany { outcome.matcher(it).collect { it.tail() } }.collectEntries { it }

def without = { some, others -> def rest = some.collect(); others.each { rest.remove(it) }; rest }
def missing = without(announced, reported)
def unexpected = without(reported, announced)
if (missing || unexpected || outcomes != expectedOutcomes) {
  throw new AssertionError("The checkers do not find exactly what was planted (missing=${missing},"
      + " unexpected=${unexpected}, outcomes=${outcomes}, expected=${expectedOutcomes}): see the"
      + " configuration of maven-compiler-plugin, and ${basedir}/build.log.")
}
