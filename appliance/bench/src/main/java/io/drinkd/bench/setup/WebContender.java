package io.drinkd.bench.setup;

import io.drinkd.bench.load.PlainWire;
import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** A build's appliance that is asked through its web door. */
public final class WebContender implements Contender {

  private final Build build;
  private String answer = "";

  public WebContender(Build build) {
    this.build = build;
  }

  @Override
  public String shown() {
    return build.shown() + ", web";
  }

  @Override
  public boolean compilesAtRun() {
    return true;
  }

  @Override
  public Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException {
    SetupShape shape = SetupShape.of(1, 1).withWeb();
    BenchSetup setup = BenchSetup.open(build, build.folder().resolve("web"), shape);
    try {
      InetSocketAddress web = setup.web();
      answer = ask(web, Request.MACHINES_PATH);
      return new WebServer(setup, web);
    } catch (IOException | InterruptedException | RuntimeException e) {
      setup.close();
      throw e;
    }
  }

  /** All that it answered to the request for its machines, once it was started last. */
  String answer() {
    return answer;
  }

  private static String ask(InetSocketAddress web, String path)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI address = URI.create("http://127.0.0.1:" + web.getPort() + path);
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.statusCode() + "\r\n");
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> values.forEach(value -> text.append(name + ": " + value + "\r\n")));
    return text.append("\r\n").append(answer.body()).toString();
  }

  private record WebServer(BenchSetup setup, InetSocketAddress address) implements Server {

    @Override
    public Wire dial() throws IOException {
      return PlainWire.to(address);
    }

    @Override
    public ChildProcess process() {
      return setup.appliance();
    }

    @Override
    public Script script(int number, Request request) {
      return request.script();
    }

    @Override
    public void close() {
      setup.close();
    }
  }
}
