package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are HTTP of another time, or coded as nobody here expects it. */
class OldRequestsTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String OWN = "Host: drinkd.test\r\nOrigin: http://drinkd.test\r\n";
  private static final String CHUNKS = "\r\n\r\n1\r\nx\r\n0\r\n\r\n";

  @TempDir Path data;

  @Test
  void aBodyIsCodedInNoOtherWayThanInChunks() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      String post = "POST /login HTTP/1.1\r\n" + OWN + FORM + "Transfer-Encoding: ";
      for (String coding :
          new String[] {
            "gzip, chunked", "gzip\r\nTransfer-Encoding: chunked", "chunked, chunked"
          }) {
        WebAnswer answer = client.raw(post + coding + CHUNKS);
        assertThat(answer.status()).as(coding).isEqualTo(400);
        assertThat(answer.all("Connection")).as(coding).containsExactly("close");
      }
      String last = "Chunked\r\nConnection: close";
      assertThat(client.raw(post + last + CHUNKS).status()).isEqualTo(403);
    }
  }

  @Test
  void whatHttpRefusesItselfHasATypeOfProblemToo() throws Exception {
    try (WebHouse house = new WebHouse(data)) {
      WebClient client = new WebClient(house);
      for (String request :
          new String[] {
            "GET /api/v1/me HTTP/3.0\r\nHost: drinkd.test\r\n\r\n",
            "GET /api/v1/me HTTP/0.9\r\nHost: drinkd.test\r\n\r\n",
            "GET /api/v1/me HTTP/1.1\r\nHost: drinkd.test\r\nExpect: a-drink\r\n\r\n",
            "GET /api/v1/me HTTP/1.1\r\nHost: drinkd.test\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
                + "0\r\n\r\n"
          }) {
        WebAnswer answer = client.raw(request);
        assertThat(answer.status()).as(request).isIn(400, 417, 426, 505);
        assertThat(answer.text())
            .as(request)
            .containsPattern("/api#(malformed|unknown-(expectation|version))\"");
      }
    }
  }
}
