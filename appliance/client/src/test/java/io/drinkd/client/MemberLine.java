package io.drinkd.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain connection to a classic listener, beside the program that is tested. */
final class MemberLine {

  private final Socket socket;
  private final BufferedReader in;

  MemberLine(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    in.readLine();
  }

  /** All lines of the reply. */
  List<String> ask(String request) {
    try {
      socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
        if (line.startsWith("OK") || line.startsWith("ERR")) {
          return lines;
        }
      }
      throw new IllegalStateException("the server closed the connection");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void expectOk(String request) {
    List<String> reply = ask(request);
    if (!reply.get(reply.size() - 1).startsWith("OK")) {
      throw new IllegalStateException(request + " was answered: " + reply);
    }
  }
}
