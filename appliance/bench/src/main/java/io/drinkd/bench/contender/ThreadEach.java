package io.drinkd.bench.contender;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A thread for each connection, reading and writing plain sockets. */
final class ThreadEach {

  private static final int READ_BYTES = 2_048;

  private ThreadEach() {}

  public static void main(String[] arguments) throws IOException {
    byte[] reply = Listening.reply(arguments);
    try (ServerSocket server =
        new ServerSocket(0, Listening.BACKLOG, InetAddress.getLoopbackAddress())) {
      Listening.say(server.getLocalPort());
      while (true) {
        Socket client = server.accept();
        Thread thread = new Thread(() -> serve(client, reply));
        thread.setDaemon(true);
        thread.start();
      }
    }
  }

  private static void serve(Socket client, byte[] reply) {
    byte[] read = new byte[READ_BYTES];
    byte[] replies = new byte[0];
    try (client) {
      client.setTcpNoDelay(true);
      for (int length = client.getInputStream().read(read);
          length >= 0;
          length = client.getInputStream().read(read)) {
        int lines = Listening.lines(read, length);
        if (replies.length < lines * reply.length) {
          replies = new byte[lines * reply.length];
          for (int i = 0; i < lines; i++) {
            System.arraycopy(reply, 0, replies, i * reply.length, reply.length);
          }
        }
        client.getOutputStream().write(replies, 0, lines * reply.length);
      }
    } catch (IOException e) {
      System.err.println("a client is gone: " + e.getMessage());
    }
  }
}
