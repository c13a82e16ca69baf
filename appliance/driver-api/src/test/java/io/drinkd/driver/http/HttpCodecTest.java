package io.drinkd.driver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTimes;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.MaskedText;
import io.drinkd.driver.Secret;
import io.drinkd.driver.link.BoardMessage;
import io.drinkd.driver.link.BoardMessage.Garbage;
import io.drinkd.driver.link.BoardMessage.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.filter.codec.ProtocolCodecSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCodecTest {

  private static final HttpBoard BOARD = HttpBoard.of(settings("cola.example.net:80"));

  private static BoardSettings settings(String address) {
    return new BoardSettings(
        "d",
        Optional.of(address),
        Optional.empty(),
        BoardTimes.USUAL,
        new TreeSet<>(),
        DriverValues.NONE);
  }

  private static String sent(HttpRequest request) throws Exception {
    var session = new ProtocolCodecSession();
    new HttpCodec().getEncoder(session).encode(session, request, session.getEncoderOutput());
    var bytes = (IoBuffer) session.getEncoderOutputQueue().remove();
    return bytes.getString(StandardCharsets.UTF_8.newDecoder());
  }

  /** What a new session's decoder finds in an answer that comes in pieces of so many bytes. */
  private static List<BoardMessage> read(String answer, int piece, boolean closed)
      throws Exception {
    var codec = new HttpCodec();
    var session = new ProtocolCodecSession();
    var out = session.getDecoderOutput();
    byte[] all = answer.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < all.length; i += piece) {
      IoBuffer bytes = IoBuffer.wrap(all, i, Math.min(piece, all.length - i));
      codec.getDecoder(session).decode(session, bytes, out);
      assertThat(bytes.hasRemaining()).isFalse();
    }
    if (closed) {
      codec.getDecoder(session).finishDecode(session, out);
    }
    var found = new ArrayList<BoardMessage>();
    while (!session.getDecoderOutputQueue().isEmpty()) {
      found.add((BoardMessage) session.getDecoderOutputQueue().remove());
    }
    return found;
  }

  private static HttpAnswer answer(String answer, boolean closed) throws Exception {
    List<BoardMessage> whole = read(answer, 100_000, closed);
    assertThat(read(answer, 1, closed)).isEqualTo(whole);
    assertThat(whole).hasSize(1);
    return (HttpAnswer) ((Reply) whole.get(0)).content();
  }

  @Test
  void asksWithTheAddressAsWritten() throws Exception {
    assertThat(sent(BOARD.get("/slots?all")))
        .isEqualTo(
            "GET /slots?all HTTP/1.1\r\nHost: cola.example.net:80\r\nConnection: close\r\n\r\n");
  }

  @Test
  void sendsHeadersAndBodiesWithTheirLength() throws Exception {
    var secret = new Secret("hush");
    HttpBoard board =
        BOARD
            .below("")
            .below("/api")
            .with("Accept", "text/plain")
            .with(MaskedText.header("X-Token", secret));

    assertThat(sent(board.post("/drop", "{\"item\":\"caf\u00e9\"}")))
        .isEqualTo(
            "POST /api/drop HTTP/1.1\r\nHost: cola.example.net:80\r\nAccept: text/plain\r\n"
                + "X-Token: hush\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: 16\r\n\r\n{\"item\":\"caf\u00e9\"}");
    assertThat(sent(board.post("/drop/1"))).endsWith("\r\nContent-Length: 0\r\n\r\n");
    assertThat(sent(board.request("PUT", "/drop", "text/plain", "1")))
        .startsWith("PUT /api/drop ")
        .endsWith("Content-Type: text/plain\r\nContent-Length: 1\r\n\r\n1");
    assertThat(board.post("/drop", "{}")).hasToString("POST /api/drop {}");
  }

  @Test
  void refusesWhatCannotBeSent() {
    assertThatThrownBy(() -> BOARD.below("api"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the path \"api\" needs a slash first, and printable ASCII alone");
    assertThatThrownBy(() -> BOARD.get("/a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BOARD.with("X", "a\r\nY: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BOARD.with("X Y", "a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HttpBoard.of(settings("a\nb")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsBodiesOfEachKind() throws Exception {
    assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\ncaf\u00e9", false).body())
        .isEqualTo("caf\u00e9");
    assertThat(
            answer(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n"
                        + "0123456789\r\n0\r\nTrailer: x\r\n\r\n",
                    false)
                .body())
        .isEqualTo("abc0123456789");
    assertThat(answer("HTTP/1.0 404 Not Found\n\nno such slot\n", true))
        .satisfies(
            found -> {
              assertThat(found.status()).isEqualTo(404);
              assertThat(found.body()).isEqualTo("no such slot\n");
              assertThat(found.line()).isEqualTo("HTTP 404 no such slot");
            });
    assertThat(answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204\r\n\r\n", false).status())
        .isEqualTo(204);
  }

  @Test
  void readsHeadersInAnyLetters() throws Exception {
    HttpAnswer found =
        answer("HTTP/1.1 200 OK\r\nX-SLOT: 1 \r\nx-slot:2\r\nContent-Length: 0, 0\r\n\r\n", false);

    assertThat(found.header("X-Slot")).contains("1, 2");
    assertThat(found.header("Y")).isEmpty();
  }

  @Test
  void whatFollowsAnAnswerIsDropped() throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 500 Oh\r\n\r\n";

    assertThat(answer(answer, true).body()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2p1\r\n",
        "HTTP/2 200\r\n",
        "HTTP/1.1 600 Odd\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n",
        "HTTP/1.1 200 OK\r\n folded: x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
      })
  void whatIsNoHttpIsGarbage(String answer) throws Exception {
    assertThat(read(answer, 1, true)).hasSize(1).first().isInstanceOf(Garbage.class);
    assertThat(read(answer, 100_000, true)).hasSize(1).first().isInstanceOf(Garbage.class);
  }

  @Test
  void whatIsTooLongIsGarbage() throws Exception {
    String head = "HTTP/1.1 200 OK\r\n";
    for (String answer :
        List.of(
            head + "X: " + "x".repeat(5_000),
            head + "X: x\r\n".repeat(101),
            head + "\r\n" + "x".repeat(65_537),
            head + "Content-Length: 999999\r\n\r\n" + "x".repeat(65_537))) {
      assertThat(read(answer, 1_000, false)).hasSize(1).first().isInstanceOf(Garbage.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
      })
  void anAnswerThatEndsTooEarlyIsNone(String answer) throws Exception {
    assertThat(read(answer, 1, true)).isEmpty();
  }
}
