package io.drinkd.driver.testkit.sample;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.http.HttpCodec;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;

/** Of a board with HTTP that has to be asked what became of an order. */
public final class PatientDriver extends BoardDriver {

  /** What is said, for the checks. */
  public static final List<String> WORDS =
      """
      [up]
      >~ GET /health HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nContent-Length: 17\\r\\n\\r\\n{"door":"closed"}
      >~ GET /slots HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\n1=3 2=0
      [order]
      >~ POST /drop HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\
      Content-Type: application/json\\r\\nContent-Length: 10\\r\\n\\r\\n{"slot":%d}
      [made]
      <~ HTTP/1.1 202 Accepted\\r\\nContent-Length: 0\\r\\n\\r\\n
      >~ GET /motor HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n4\\r\\nruns\\r\\n0\\r\\n\\r\\n
      = advance 500ms
      >~ GET /motor HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\nfell
      [refused]
      <~ HTTP/1.1 409 Conflict\\r\\nContent-Length: 0\\r\\n\\r\\n
      [after]
      >~ GET /health HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nContent-Length: 17\\r\\n\\r\\n{"door":"closed"}
      >~ GET /slots HTTP/1.1\\r\\nHost: board.example.net:4343\\r\\nConnection: close\\r\\n\\r\\n
      <~ HTTP/1.1 200 OK\\r\\nContent-Length: 7\\r\\n\\r\\n1=3 2=0
      [garbage]
      <~ SSH-2.0-OpenSSH_9.2p1\\r\\n
      """
          .lines()
          .toList();

  public PatientDriver() {
    super(
        "patient",
        BoardTraits.visited(Duration.ofSeconds(15)).suggestingTimeout(Duration.ofSeconds(20)));
  }

  @Override
  public Board open(BoardContext context) {
    return new BoardLink(context, traits(), new HttpCodec(), new PatientVisits(context.settings()));
  }
}
