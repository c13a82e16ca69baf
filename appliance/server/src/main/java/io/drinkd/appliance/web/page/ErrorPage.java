package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people see when something did not work: what happened, and what to do. */
public final class ErrorPage {

  private static final int OURS = 500;

  /** Where the house can say more than the page does by itself. */
  private static final Set<Integer> EXPLAINED = Set.of(400, 403, 413, 415, 421, 422);

  private final Renderer renderer;
  private final String template;

  /**
   * @param template its name, such as {@code error}
   */
  public ErrorPage(Renderer renderer, String template) {
    this.renderer = renderer;
    this.template = template;
  }

  /** The page, as {@link io.drinkd.appliance.web.exchange.FailureReply} wants it. */
  public Reply reply(Exchange exchange, Failure failure) {
    Frame frame = renderer.frame(exchange);
    return renderer.reply(
        failure.status(),
        template,
        frame,
        Map.of("trouble", trouble(exchange, failure, frame.t())));
  }

  private static Trouble trouble(Exchange exchange, Failure failure, Texts t) {
    Optional<RefusedException> refused = failure.refusal();
    if (refused.isPresent() && failure.status() != 401) {
      Notice notice = Renderer.notice(refused.get(), t);
      return new Trouble(failure.status(), notice.title(), notice.text(), "", null);
    }
    String key = key(failure.status(), t);
    String signIn = failure.status() == 401 ? SignInPage.path(exchange) : null;
    String detail = EXPLAINED.contains(failure.status()) ? failure.detail() : "";
    return new Trouble(
        failure.status(), t.text(key + ".title"), t.text(key + ".text"), detail, signIn);
  }

  private static String key(int status, Texts t) {
    String own = "status." + status;
    if (t.has(own + ".title")) {
      return own;
    }
    return status < OURS ? "status.400" : "status.500";
  }
}
