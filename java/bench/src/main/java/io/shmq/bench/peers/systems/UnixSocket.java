/*
 * Copyright 2026 The shmq authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.shmq.bench.peers.systems;

import io.shmq.bench.peers.Held;
import io.shmq.bench.peers.Ledger;
import io.shmq.bench.peers.Node;
import io.shmq.bench.peers.PeerSystem;
import io.shmq.bench.peers.Place;
import io.shmq.bench.peers.Receiver;
import io.shmq.bench.peers.Sender;
import io.shmq.bench.peers.Setting;
import io.shmq.bench.results.Wait;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.mustcall.qual.MustCall;
import org.checkerframework.checker.mustcall.qual.NotOwning;

/** A stream over a Unix domain socket: one write a message, and as much in a read as there is. */
public final class UnixSocket implements PeerSystem {
  /** Creates the system. */
  public UnixSocket() {}

  @Override
  public String name() {
    return "Unix domain socket";
  }

  @Override
  public boolean takes(Setting setting) {
    return switch (setting.work()) {
      case ONE_WAY, IDLE -> true;
      case ROUND_TRIP -> setting.waiting() != Wait.DEFAULT;
      case MANY_TO_MANY -> false;
    };
  }

  @Override
  public boolean hasCapacity() {
    return false;
  }

  @Override
  public Node open(Place place) {
    return new Sockets(place);
  }

  private static final class Sockets implements Node {
    private final Place place;
    private final boolean blocks;
    private final List<Held<? extends @MustCall("close") AutoCloseable>> open = new ArrayList<>();

    Sockets(Place place) {
      this.place = place;
      Wait waiting = place.setting().waiting();
      blocks = waiting == Wait.SLEEP || waiting == Wait.DEFAULT;
    }

    @Override
    public Sender sender(String channel, int producer) throws IOException {
      Connection connection = connection(channel);
      return new StreamSender(
          place.setting().messageBytes(), buffer -> connection.get().write(buffer));
    }

    @Override
    public Receiver receiver(String channel, Ledger ledger) throws IOException {
      Connection connection = connection(channel);
      return new StreamReceiver(
          place.setting().messageBytes(), ledger, buffer -> connection.get().read(buffer));
    }

    /** The first process listens; connections wait there until it accepts them. */
    private Connection connection(String channel) throws IOException {
      UnixDomainSocketAddress address =
          UnixDomainSocketAddress.of(place.folder().resolve(channel));
      if (!place.isFirst()) {
        Held<SocketChannel> socket = new Held<>(SocketChannel.open(address));
        open.add(socket);
        socket.get().configureBlocking(blocks);
        return socket::get;
      }
      Held<ServerSocketChannel> server = new Held<>(listen(address));
      open.add(server);
      return new Accepted(server);
    }

    private static ServerSocketChannel listen(UnixDomainSocketAddress address) throws IOException {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        server.bind(address);
      } catch (IOException e) {
        server.close();
        throw e;
      }
      return server;
    }

    @Override
    public void close() {
      open.forEach(Held::close);
    }

    /** The connection that comes first, accepted when it is needed. */
    private final class Accepted implements Connection {
      private final Held<ServerSocketChannel> server;
      private final List<Held<SocketChannel>> accepted = new ArrayList<>();

      Accepted(Held<ServerSocketChannel> server) {
        this.server = server;
      }

      @Override
      public @NotOwning SocketChannel get() throws IOException {
        if (accepted.isEmpty()) {
          Held<SocketChannel> socket = new Held<>(server.get().accept());
          open.add(socket);
          accepted.add(socket);
          socket.get().configureBlocking(blocks);
        }
        return accepted.get(0).get();
      }
    }
  }

  /** A connection that may have to be accepted yet. */
  private interface Connection {
    @NotOwning
    SocketChannel get() throws IOException;
  }
}
