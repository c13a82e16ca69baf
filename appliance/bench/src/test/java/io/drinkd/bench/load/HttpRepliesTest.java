package io.drinkd.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where answers of HTTP end, however they are cut into pieces. */
class HttpRepliesTest {

  private static final String ANSWERS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nab\r\n\r"
          + "HTTP/1.1 404 Not Found\r\ncontent-length:0\r\nX: y\r\n\r\n"
          + "HTTP/1.1 204 No Content\r\n\r\n";

  @Test
  void findsTheEndsOfAnswersInAnyPieces() {
    byte[] bytes = ANSWERS.getBytes(StandardCharsets.US_ASCII);
    for (int size = 1; size <= bytes.length; size++) {
      HttpReplies replies = new HttpReplies();
      List<Boolean> errors = new ArrayList<>();
      for (int from = 0; from < bytes.length; from += size) {
        int length = Math.min(size, bytes.length - from);
        ByteBuffer piece = ByteBuffer.wrap(bytes, from, length).slice();
        for (int at = replies.end(piece, 0, length); at >= 0; at = replies.end(piece, at, length)) {
          errors.add(replies.isError());
        }
      }

      assertThat(errors).as("in pieces of %s bytes", size).containsExactly(false, true, false);
      assertThat(replies.firstError()).contains("HTTP/1.1 404 Not Found");
    }
  }

  @Test
  void noticesThatTheServerCloses() {
    HttpReplies replies = new HttpReplies();
    for (String connection : List.of("", "Connection: close\r\n", "")) {
      byte[] answer =
          ("HTTP/1.1 200 OK\r\n" + connection + "Content-Length: 0\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      assertThat(replies.end(ByteBuffer.wrap(answer), 0, answer.length)).isEqualTo(answer.length);
      assertThat(replies.closes()).isEqualTo(!connection.isEmpty());
    }
  }
}
