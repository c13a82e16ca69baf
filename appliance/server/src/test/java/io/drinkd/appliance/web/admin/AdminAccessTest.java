package io.drinkd.appliance.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.web.page.PageClient;
import io.drinkd.appliance.web.page.PageHouse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the admins are for admins. */
class AdminAccessTest {

  private static final Set<String> FORMS =
      Set.of(
          "restock",
          "fill",
          "out-of-service",
          "in-service",
          "grants",
          "floor",
          "admin",
          "password",
          "cards",
          "remove",
          "name",
          "outside",
          "close",
          "decision",
          "refund");

  @TempDir static Path data;

  private static PageHouse house;

  @BeforeAll
  static void open() throws Exception {
    house = new PageHouse(data);
  }

  @AfterAll
  static void close() {
    house.close();
  }

  private static List<String> routes() {
    List<String> routes =
        house.routes().stream().filter(route -> route.contains(" /admin")).toList();
    assertThat(routes).hasSizeGreaterThan(35);
    return routes;
  }

  private static HttpResponse<String> ask(PageClient client, String route, String page)
      throws Exception {
    String path = route.substring(route.indexOf(' ') + 1).replace("{}", "1");
    return route.startsWith("GET ") ? client.get(path) : client.post(page, path);
  }

  @Test
  void everyRouteRefusesNobody() throws Exception {
    PageClient nobody = new PageClient(house);
    for (String route : routes()) {
      HttpResponse<String> answer = ask(nobody, route, "/login");
      assertThat(answer.body()).as(route).doesNotContain("href=\"/admin");
      if (route.startsWith("GET ")) {
        requireSentOn(route, answer, "/login?next=%2Fadmin");
      } else {
        assertThat(answer.statusCode()).as(route).isEqualTo(401);
        assertThat(answer.body()).as(route).contains("href=\"/login");
      }
    }
  }

  @Test
  void everyRouteRefusesMembers() throws Exception {
    PageClient bob = new PageClient(house).signIn("bob");
    for (String route : routes()) {
      HttpResponse<String> answer = ask(bob, route, "/me");
      assertThat(answer.body()).as(route).doesNotContain("href=\"/admin");
      if (isFormsOnly(route)) {
        requireSentOn(route, answer, "/admin");
      } else {
        assertThat(answer.statusCode()).as(route).isEqualTo(403);
      }
    }
  }

  /**
   * Whoever asks for a page at the address of a form is sent to the page above it, as anybody is.
   */
  private static boolean isFormsOnly(String route) {
    String last = route.substring(route.lastIndexOf('/') + 1);
    return route.startsWith("GET ") && !route.equals("GET /admin") && FORMS.contains(last);
  }

  private static void requireSentOn(String route, HttpResponse<String> answer, String to) {
    assertThat(answer.statusCode()).as(route).isEqualTo(303);
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).as(route).startsWith(isFormsOnly(route) ? "/admin" : to);
  }

  @Test
  void everyPageIsThereForAdmins() throws Exception {
    PageClient alice = new PageClient(house).signIn("alice");
    for (String route : routes()) {
      if (route.startsWith("GET ") && !route.contains("{}")) {
        assertThat(ask(alice, route, "/me").statusCode()).as(route).isEqualTo(200);
      }
    }
  }

  @Test
  void formsOfOtherSitesAreRefused() throws Exception {
    PageClient alice = new PageClient(house).signIn("alice");
    for (String route : routes()) {
      if (route.startsWith("POST ")) {
        String path = route.substring("POST ".length()).replace("{}", "1");
        assertThat(alice.postWithoutToken(path).statusCode()).as(route).isEqualTo(403);
      }
    }
  }

  @Test
  void onlyAdminsAreShownTheWay() throws Exception {
    assertThat(new PageClient(house).get("/").body()).doesNotContain("/admin");
    assertThat(new PageClient(house).signIn("bob").get("/").body()).doesNotContain("/admin");
    assertThat(new PageClient(house).signIn("alice").get("/").body()).contains("href=\"/admin\"");
  }
}
