package io.drinkd.client.command;

import io.drinkd.client.failure.LinkLostException;
import io.drinkd.client.settings.Settings;
import io.drinkd.client.wire.LineReader;
import io.drinkd.client.wire.Sockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;

/** {@code raw}: lines go to the server as they are typed, and what it sends is shown. */
final class RawCommand extends Subcommand {

  RawCommand() {
    super("raw", "", 0, 0, "type requests as they go to the server, with TLS where that is set");
  }

  @Override
  public void run(Invocation invocation) {
    Settings settings = invocation.place().settings();
    try (Socket socket = Sockets.connect(settings.address(), settings.trust())) {
      Thread typing = new Thread(() -> send(invocation.place().input(), socket), "typing");
      typing.setDaemon(true);
      typing.start();
      LineReader in = new LineReader(socket.getInputStream());
      for (var line = in.next(); line.isPresent(); line = in.next()) {
        invocation.out().event(line.get(), Map.of("line", line.get()));
      }
    } catch (IOException e) {
      throw new LinkLostException("the connection to " + settings.address() + " was lost");
    }
  }

  private static void send(InputStream typed, Socket socket) {
    try {
      OutputStream out = socket.getOutputStream();
      byte[] piece = new byte[4096];
      for (int length = typed.read(piece); length > 0; length = typed.read(piece)) {
        out.write(piece, 0, length);
      }
      // The server answers what it got, and closes the connection then.
      socket.shutdownOutput();
    } catch (IOException e) {
      // Whoever reads the replies notices it too.
      return;
    }
  }
}
