package io.drinkd.appliance.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a browser loads before it shows the first page. */
class PageWeightTest {

  private static final Pattern FILES = Pattern.compile("(?:href|src)=\"(/files/[^\"]+)\"");
  private static final int FIRST_VIEW_BYTES = 100_000;
  private static final int SCRIPT_BYTES = 15_000;

  @TempDir private Path data;

  @Test
  void isSmall() throws Exception {
    try (PageHouse house = new PageHouse(data)) {
      byte[] page = load(house, "/");
      String html =
          new String(
              new GZIPInputStream(new ByteArrayInputStream(page)).readAllBytes(),
              StandardCharsets.UTF_8);
      long all = page.length;
      int files = 0;
      Matcher file = FILES.matcher(html);
      while (file.find()) {
        byte[] loaded = load(house, file.group(1));
        all += loaded.length;
        files++;
        if (file.group(1).endsWith(".js")) {
          assertThat(new GZIPInputStream(new ByteArrayInputStream(loaded)).readAllBytes())
              .hasSizeLessThanOrEqualTo(SCRIPT_BYTES);
        }
      }
      assertThat(files).isEqualTo(3);
      assertThat(all).isLessThanOrEqualTo(FIRST_VIEW_BYTES);
    }
  }

  private static byte[] load(PageHouse house, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(house.address(path)))
                .header("Accept-Encoding", "gzip")
                .build(),
            BodyHandlers.ofByteArray())
        .body();
  }
}
