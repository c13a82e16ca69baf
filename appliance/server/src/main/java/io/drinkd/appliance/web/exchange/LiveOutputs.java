package io.drinkd.appliance.web.exchange;

import java.io.EOFException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The live outputs of a site that have not ended: nobody waits for their end when it closes. */
final class LiveOutputs {

  private final Set<ResponseOutput> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  LiveOutput open(Response response, Callback callback, ClientWatch client) {
    ResponseOutput output = new ResponseOutput(response, callback);
    open.add(output);
    output.ended().thenRun(() -> open.remove(output));
    output.watch(client);
    if (closed.get()) {
      close(output);
    }
    return output;
  }

  /** Ends those that are open, and each that is opened from now on. */
  void close() {
    closed.set(true);
    open.forEach(LiveOutputs::close);
  }

  private static void close(ResponseOutput output) {
    output.breakOff(new EOFException("the site has closed"));
  }

  boolean isClosed() {
    return closed.get();
  }
}
