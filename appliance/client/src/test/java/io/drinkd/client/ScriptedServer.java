package io.drinkd.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A server that plays its part of a recorded conversation: of lines that begin with {@code "-> "}
 * it checks that they come, byte for byte, and those with {@code "<- "} it sends. {@code (closed)}
 * ends the connection; what follows is played on the next one.
 */
public final class ScriptedServer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;

  private final ServerSocket listening;
  private final List<String> script;
  private final List<String> mistakes = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Void> played = new CompletableFuture<>();

  public ScriptedServer(List<String> script) throws IOException {
    this.script = script;
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "scripted server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    int at = 0;
    try {
      while (at < script.size()) {
        try (Socket socket = listening.accept()) {
          socket.setSoTimeout(PATIENCE_MILLIS);
          socket.setTcpNoDelay(true);
          at = serve(socket, at);
        }
      }
    } catch (IOException e) {
      mistakes.add("line " + at + " of the script: " + e);
    }
    played.complete(null);
  }

  private int serve(Socket socket, int from) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    for (int at = from; at < script.size(); at++) {
      String line = script.get(at);
      String words = line.length() < 3 ? "" : line.substring(3);
      if (words.equals("(closed)")) {
        return at + 1;
      } else if (line.startsWith("<- ")) {
        String sent = words.endsWith("\\r") ? words.substring(0, words.length() - 2) + "\r" : words;
        out.write((sent + "\n").getBytes(StandardCharsets.UTF_8));
      } else if (line.startsWith("-> ")) {
        String found = line(in);
        String expected =
            new String(words.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (!matches(expected, found)) {
          mistakes.add("found \"" + found + "\", expected \"" + expected + "\"");
        }
      }
    }
    String rest = line(in);
    if (rest != null && !rest.equals("QUIT")) {
      mistakes.add("found \"" + rest + "\", expected nothing more");
    }
    return script.size();
  }

  /** All bytes before the next LF, so a CR too; null at the end. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return line.isEmpty() ? null : line + "(no LF)";
      }
      line.append((char) octet);
    }
    return line.toString();
  }

  /** A key is another one each time. */
  private static boolean matches(String expected, String found) {
    int key = expected.indexOf("<KEY>");
    return found != null
        && (key < 0
            ? found.equals(expected)
            : found.startsWith(expected.substring(0, key))
                && found.substring(key).matches("[0-9a-f-]{36}"));
  }

  /** What the client said that is not in the script. */
  public List<String> mistakes() {
    played.join();
    return mistakes;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
