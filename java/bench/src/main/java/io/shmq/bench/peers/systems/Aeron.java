/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.FragmentHandler;
import io.shmq.bench.peers.BufferMessage;
import io.shmq.bench.peers.Content;
import io.shmq.bench.peers.Helper;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.ShutdownSignalBarrier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aeron's exclusive publication between processes of one machine, over a media driver in a process of
 * its own. Its buffers are as large as it makes them: with smaller ones it would wait for its driver.
 */
public final class Aeron implements PeerSystem {
  private static final String IPC = "aeron:ipc";
  /** The largest that it takes, so that a long message is in few parts. */
  private static final int MTU = 65504;

  private static final int THERE = 1;
  private static final int BACK = 2;

  private final String name;
  private final boolean isBusy;

  private Aeron(String name, boolean isBusy) {
    this.name = name;
    this.isBusy = isBusy;
  }

  /**
   * Returns them.
   *
   * @return one whose driver rests when there is nothing to do, and one whose driver never does
   */
  public static List<PeerSystem> all() {
    return List.of(
        new Aeron("Aeron IPC, idle driver", false), new Aeron("Aeron IPC, busy driver", true));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY -> true;
      case ROUND_TRIP -> setting.waiting() == Wait.SPIN;
      case MANY_TO_MANY, IDLE -> false;
    };
  }

  @Override
  public boolean hasCapacity() {
    return false;
  }

  @Override
  public List<String> jvmOptions() {
    return JvmOptions.AGRONA;
  }

  @Override
  public Optional<Helper> helper(Path folder) {
    String driver = driver(folder).toString();
    String ready = folder.resolve("driver-is-ready").toString();
    boolean busy = isBusy;
    return Optional.of(new Helper(() -> drive(driver, ready, busy), Path.of(ready)));
  }

  private static Path driver(Path folder) {
    return folder.resolve("aeron");
  }

  private static void drive(String folder, String ready, boolean busy) throws IOException {
    MediaDriver.Context context = new MediaDriver.Context()
        .aeronDirectoryName(folder)
        .dirDeleteOnStart(true)
        .threadingMode(ThreadingMode.SHARED)
        .sharedIdleStrategy(idling(busy))
        .ipcMtuLength(MTU);
    try (ShutdownSignalBarrier barrier = new ShutdownSignalBarrier();
        MediaDriver driver = MediaDriver.launch(context)) {
      Files.writeString(Path.of(ready), driver.aeronDirectoryName());
      barrier.await();
    }
  }

  private static IdleStrategy idling(boolean busy) {
    return busy ? BusySpinIdleStrategy.INSTANCE : new BackoffIdleStrategy();
  }

  @Override
  public Node open(Place place) {
    io.aeron.Aeron.Context context =
        new io.aeron.Aeron.Context().aeronDirectoryName(driver(place.folder()).toString());
    return new Client(place, io.aeron.Aeron.connect(context));
  }

  private record Client(Place place, io.aeron.Aeron aeron) implements Node {
    @Override
    public Sender sender(String channel, int producer) {
      ExclusivePublication publication = aeron.addExclusivePublication(IPC, stream(channel));
      int length = place.setting().messageBytes();
      ByteBuffer memory = ByteBuffer.allocateDirect(length);
      BufferMessage message = new BufferMessage(memory);
      UnsafeBuffer source = new UnsafeBuffer(memory);
      return stamp -> {
        Content.write(message, length, stamp);
        long position = publication.offer(source, 0, length);
        return position > 0 ? 1 : notNow(position);
      };
    }

    private static int notNow(long position) {
      if (position == ExclusivePublication.CLOSED
          || position == ExclusivePublication.MAX_POSITION_EXCEEDED) {
        throw new IllegalStateException(
            "Aeron takes no more messages (position=" + position + ").");
      }
      return 0;
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) {
      Subscription subscription = aeron.addSubscription(IPC, stream(channel));
      AgronaMessage message = new AgronaMessage();
      FragmentHandler handler =
          (buffer, offset, length, header) -> ledger.receive(message.at(buffer, offset), length);
      FragmentHandler whole =
          place.setting().messageBytes() < MTU ? handler : new FragmentAssembler(handler);
      return () -> subscription.poll(whole, Receiver.BATCH);
    }

    private static int stream(String channel) {
      return channel.equals("there") ? THERE : BACK;
    }

    @Override
    public void close() {
      aeron.close();
    }
  }
}
