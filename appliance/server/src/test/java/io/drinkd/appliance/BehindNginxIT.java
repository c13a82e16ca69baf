package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code scripts/behind-nginx}: the configuration that the package ships, with a real nginx. */
class BehindNginxIT {

  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home")).toAbsolutePath().normalize();

  /** The last is where {@code scripts/test} unpacks it. */
  private static final List<Path> PLACES =
      Stream.concat(
              Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of),
              Stream.of(Path.of("/usr/sbin"), HOME.resolve("target/nginx/usr/sbin")))
          .toList();

  @Test
  void pagesCookiesAddressesAndEventsComeThrough() throws Exception {
    for (String program : List.of("nginx", "curl", "openssl")) {
      assumeTrue(
          PLACES.stream().anyMatch(place -> Files.isExecutable(place.resolve(program))),
          "skipped: no " + program + "; apt-get install nginx-light curl openssl");
    }
    Process script =
        new ProcessBuilder(HOME.resolve("scripts/behind-nginx").toString())
            .redirectErrorStream(true)
            .start();
    script.getOutputStream().close();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).as(said).isZero();
    assertThat(said.lines()).endsWith("a sign of life: well");
  }
}
