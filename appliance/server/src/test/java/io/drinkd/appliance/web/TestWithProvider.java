package io.drinkd.appliance.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.credential.OutsideIdentity;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.TestClaims;
import io.drinkd.appliance.sunday.House;
import io.drinkd.appliance.web.oidc.LoopbackProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of a {@link WebHouse} whose members may sign in by a provider, as browsers do it. */
abstract class TestWithProvider {

  private static final Admin ADMIN = TestClaims.OPERATOR;
  static final String BOB = "bob's password";
  static final String FIRST = "/login/oidc/first";

  @TempDir Path data;
  @TempDir Path secrets;

  LoopbackProvider there;
  WebHouse house;

  @BeforeEach
  void open() throws Exception {
    there = new LoopbackProvider();
    house = house("", false);
  }

  @AfterEach
  void close() {
    house.close();
    there.close();
  }

  /**
   * @param more further settings of the provider
   * @param again whether the house has its members already
   */
  WebHouse house(String more, boolean again) throws Exception {
    Path secret = Files.writeString(secrets.resolve("oidc"), LoopbackProvider.SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    String oidc =
        "public-url: \"http://drinkd.test\", oidc: { issuer: \"%s\", client-id: %s, secret: { file:"
            + " \"%s\" }%s }";
    House.Options options = new House.Options();
    options.again = again;
    return new WebHouse(
        data, options, oidc.formatted(there.issuer(), LoopbackProvider.CLIENT, secret, more));
  }

  private MemberRecord member(String name) {
    return house.services().memberships().named(ADMIN, name);
  }

  void bind(String member, String subject) {
    house
        .services()
        .identities()
        .bind(ADMIN, member(member), new OutsideIdentity(there.issuer(), subject))
        .join();
  }

  /** Where the browser is sent back to by the provider, as it asks this site for it. */
  String sentBack(WebClient client) throws IOException {
    WebAnswer sent = client.get("/login/oidc?next=/me");
    assertThat(sent.status()).as(sent.toString()).isEqualTo(303);
    URI back = there.signIn(URI.create(sent.header("Location").orElseThrow()));
    assertThat(back.toString()).startsWith("http://drinkd.test/login/oidc/back?");
    return back.getRawPath() + "?" + back.getRawQuery();
  }

  WebAnswer signIn(WebClient client) throws IOException {
    return client.get(sentBack(client));
  }

  static void assertSentTo(String path, WebAnswer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(303);
    assertThat(answer.header("Location")).contains(path);
  }

  static void assertNotSignedIn(String what, WebClient client, WebAnswer answer)
      throws IOException {
    assertThat(answer.status()).as(what).isEqualTo(401);
    assertThat(answer.text()).as(what).contains("did not sign you in");
    assertThat(client.cookies().keySet()).as(what).noneMatch(name -> name.contains("session"));
    assertThat(client.get("/me").status()).as(what).isEqualTo(303);
  }

  WebAnswer show(WebClient client, String name, String password) throws IOException {
    String token = client.get(FIRST).formToken();
    return client.post(
        FIRST, "form-token", token, "name", name, "password", password, "next", "/me");
  }
}
