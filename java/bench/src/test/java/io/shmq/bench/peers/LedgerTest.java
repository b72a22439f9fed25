/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.shmq.bench.results.Wait;
import io.shmq.bench.results.Work;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static Setting setting(int bytes, int producers, int consumers) {
    return new Setting(Work.ONE_WAY, Wait.SPIN, bytes, producers, consumers, 1 << 20);
  }

  private static BufferMessage message(int bytes, long stamp) {
    BufferMessage message = new BufferMessage(ByteBuffer.allocate(bytes));
    Content.write(message, bytes, stamp);
    return message;
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65536})
  void wholeMessagesInTurnAreCounted(int bytes) {
    Ledger ledger = new Ledger(setting(bytes, 1, 1));
    for (int number = 0; number < 100; number++) {
      ledger.receive(message(bytes, number), bytes);
    }
    assertEquals(100, ledger.total());
    assertEquals(100, ledger.count(0));
    assertEquals(4950, ledger.sum(0));
  }

  @Test
  void everyWordOfAShortMessageIsChecked() {
    for (int offset = 8; offset < 64; offset += 8) {
      BufferMessage torn = message(64, 0);
      torn.word(offset, torn.word(offset) ^ 1);
      assertBroken("torn", new Ledger(setting(64, 1, 1)), torn, 64);
    }
  }

  @Test
  void theEndOfALongMessageIsChecked() {
    BufferMessage torn = message(65536, 0);
    torn.word(65528, 1);
    assertBroken("torn", new Ledger(setting(65536, 1, 1)), torn, 65536);
  }

  @Test
  void everyPlaceOfALongMessageIsCheckedInTime() {
    int bytes = 1024;
    for (int place = 8; place < bytes - 8; place += 8) {
      Ledger ledger = new Ledger(setting(bytes, 1, 1));
      int damaged = place;
      BrokenMessageException e = assertThrows(BrokenMessageException.class, () -> {
        for (int number = 0; number < bytes / 8; number++) {
          BufferMessage torn = message(bytes, number);
          torn.word(damaged, -1);
          ledger.receive(torn, bytes);
        }
      });
      assertTrue(e.getMessage().contains("torn"), e.getMessage());
    }
  }

  @Test
  void aShorterMessageIsBroken() {
    assertBroken("length", new Ledger(setting(64, 1, 1)), message(64, 0), 56);
  }

  @Test
  void aMissingMessageIsBroken() {
    assertBroken("missing", new Ledger(setting(64, 1, 1)), message(64, 1), 64);
  }

  @Test
  void aMessageThatComesAgainIsBroken() {
    Ledger ledger = new Ledger(setting(64, 1, 2));
    ledger.receive(message(64, 5), 64);
    assertBroken("again", ledger, message(64, 5), 64);
  }

  @Test
  void amongSeveralConsumersTheOrderOfEachProducerIsKept() {
    Ledger ledger = new Ledger(setting(64, 2, 2));
    ledger.receive(message(64, Content.stamp(1, 7)), 64);
    ledger.receive(message(64, Content.stamp(0, 3)), 64);
    ledger.receive(message(64, Content.stamp(1, 9)), 64);
    assertBroken("late", ledger, message(64, Content.stamp(1, 8)), 64);
  }

  @Test
  void aProducerThatThereIsNotIsBroken() {
    assertBroken(
        "no producer", new Ledger(setting(64, 1, 1)), message(64, Content.stamp(1, 0)), 64);
  }

  private static void assertBroken(String why, Ledger ledger, Message message, int length) {
    String said = assertThrows(BrokenMessageException.class, () -> ledger.receive(message, length))
        .getMessage();
    assertTrue(said.contains(why), said);
  }
}
