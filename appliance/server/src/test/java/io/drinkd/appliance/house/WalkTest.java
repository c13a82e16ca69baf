package io.drinkd.appliance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The way of a drop, as two package-infos describe it, names classes that exist and stays short.
 */
class WalkTest {

  private static final int CLASSES_MAX = 45;
  private static final int PACKAGES_MAX = 9;

  /** A step such as {@code 7 sunday RequestParser splits it}. */
  private static final Pattern STEP =
      Pattern.compile("(?m)^ \\*  +(\\d+)  ([a-z.]+) +([A-Z]\\w+)  +\\S.*$");

  private static final Pattern COUNTS = Pattern.compile("passes (\\d+) classes of (\\d+) packages");

  private enum Page {
    APPLIANCE("appliance/server/src/main/java/io/drinkd/appliance"),
    LINK("appliance/driver-api/src/main/java/io/drinkd/driver/link");

    private final String text;

    Page(String folder) {
      text = Repository.read(Repository.ROOT.resolve(folder).resolve("package-info.java"));
    }

    private List<MatchResult> steps() {
      return STEP.matcher(text).results().toList();
    }

    /** The distinct values of one column. */
    private Set<String> column(int group) {
      return steps().stream().map(step -> step.group(group)).collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsItsSteps(Page page) {
    assertThat(page.steps())
        .isNotEmpty()
        .extracting(step -> Integer.valueOf(step.group(1)))
        .as("steps: number them from 1 without a gap")
        .isEqualTo(IntStream.rangeClosed(1, page.steps().size()).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void namesClassesThatExist(Page page) {
    assertThat(page.steps())
        .filteredOn(step -> !exists(step.group(2), step.group(3)))
        .extracting(MatchResult::group)
        .as("steps whose class is not in that package: follow a drop and correct them")
        .isEmpty();
  }

  /** The package is one below {@code io.drinkd.appliance} or {@code io.drinkd}. */
  private static boolean exists(String packageName, String className) {
    Path file = Path.of(packageName.replace('.', '/'), className + ".java");
    return Files.exists(source("server", "io/drinkd/appliance").resolve(file))
        || Files.exists(source("driver-api", "io/drinkd").resolve(file));
  }

  private static Path source(String module, String root) {
    return Repository.ROOT.resolve("appliance/" + module + "/src/main/java/" + root);
  }

  @Test
  void staysShort() {
    Set<String> classes = new TreeSet<>(Page.APPLIANCE.column(3));
    Set<String> packages = new TreeSet<>(Page.APPLIANCE.column(2));

    assertThat(classes)
        .as("classes that a drop passes: shorten the way before another one is added")
        .hasSizeLessThanOrEqualTo(CLASSES_MAX);
    assertThat(packages).as("packages that a drop passes").hasSizeLessThanOrEqualTo(PACKAGES_MAX);
    assertThat(COUNTS.matcher(Page.APPLIANCE.text).results())
        .extracting(counts -> counts.group(1) + " " + counts.group(2))
        .as("the numbers in the text")
        .containsExactly(classes.size() + " " + packages.size());
  }
}
