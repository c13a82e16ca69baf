package io.drinkd.appliance.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.member.LoginOrigin;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.driver.testkit.ManualTimers;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A door that forgets to check who asks does not compile. */
class ClaimsTest {

  @TempDir Path out;

  /** As a door would be written, in a package that is not the services'. */
  private List<String> errorsOf(String statement) throws IOException, URISyntaxException {
    String source =
        """
        package io.drinkd.appliance.someday;
        import io.drinkd.appliance.service.*;
        import io.drinkd.appliance.member.MemberRecord;
        import java.util.Optional;
        class SomeDoor {
          void ask(Services services, Caller caller, Member member, MemberRecord bob) {
            %s
          }
        }
        """
            .formatted(statement);
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("mem:///SomeDoor.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    URL classes = Services.class.getProtectionDomain().getCodeSource().getLocation();
    String path =
        Path.of(classes.toURI()) + File.pathSeparator + System.getProperty("java.class.path");
    compiler
        .getTask(
            new StringWriter(),
            null,
            found,
            List.of("-proc:none", "-d", out.toString(), "-cp", path),
            null,
            List.of(file))
        .call();
    return found.getDiagnostics().stream()
        .filter(one -> one.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(one -> one.getMessage(null))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services.memberships().close(caller.admin(), bob);",
        "services.accounts().balance(caller.viewer());",
        "services.accounts().give(member, bob, new Amount(5), Optional.empty(), Optional.empty());"
      })
  void whoHasTheClaimMayAsk(String statement) throws Exception {
    assertThat(errorsOf(statement)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services.memberships().close(member, bob);",
        "services.memberships().close(caller, bob);",
        "services.memberships().close(bob);",
        "services.accounts().give(caller.viewer(), bob, new Amount(5), Optional.empty(), Optional.empty());",
        "services.drops().inDoubt(caller.member());"
      })
  void whoHasAnotherClaimMayNot(String statement) throws Exception {
    assertThat(errorsOf(statement)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Member(bob, \"web\", Optional.empty());",
        "new Viewer(bob);",
        "Admin.of(bob, \"web\", null);",
        "caller.loggedIn(bob, 0, null);"
      })
  void noDoorMakesAClaim(String statement) throws Exception {
    assertThat(errorsOf(statement)).hasSize(1);
  }

  @Test
  void whoMaySeeMayNotSpendByACast() {
    NewMember bob = new NewMember("bob", Optional.of("secret"), false, 0, List.of());
    try (Services services = TestHouses.openBooks(out, TestSettings.MEMBERS, new ManualTimers())) {
      services.memberships().add(TestClaims.OPERATOR, bob).join();
      Caller nobody =
          services
              .logins()
              .anybody("test", new LoginOrigin(InetAddress.getLoopbackAddress(), false));
      Caller caller = services.logins().byPassword(nobody, "bob", "secret").join();

      assertThat(caller.viewer()).isNotInstanceOf(Member.class);
      assertThat(caller.viewer().record()).isEqualTo(caller.member().record());
    }
  }

  @Test
  void anOperatorIsAnAdmin() {
    assertThat(TestClaims.OPERATOR.actor()).isEqualTo("operator:root");
    assertThat(TestClaims.OPERATOR.member()).isEmpty();
  }
}
