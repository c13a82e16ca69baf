package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people see when something did not work: what happened, and what to do. */
public final class ErrorPage {

  /** Nobody knows who asks. */
  private static final int UNKNOWN = 401;

  private static final int OURS = 500;
  private static final int TOO_LARGE = 413;

  /** An address or headers; people can do about it what they can do about all that is too long. */
  private static final Set<Integer> TOO_LONG = Set.of(414, 431);

  /** Where the house can say more than the page does by itself. */
  private static final Set<Integer> EXPLAINED = Set.of(400, 413, 414, 415, 421, 422, 431);

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
    int status = failure.status();
    Optional<RefusedException> refused = failure.refusal();
    if (refused.isPresent() && status != UNKNOWN) {
      Notice notice = Renderer.notice(refused.get(), t);
      return new Trouble(status, notice.title(), notice.text(), "", null);
    }
    String key = key(status, t);
    String text = key + ".text";
    return new Trouble(
        status,
        t.text(key + ".title"),
        failure
            .retryAfterSeconds()
            .map(seconds -> t.text(text, seconds))
            .orElseGet(() -> t.text(text)),
        isExplained(status, t) ? sentence(failure.detail()) : "",
        status == UNKNOWN ? SignInPage.path(exchange) : null);
  }

  /** Details are for whoever writes programs: there is no other language that they are in. */
  private static boolean isExplained(int status, Texts t) {
    return EXPLAINED.contains(status) && t.language().equals(Locale.ENGLISH.getLanguage());
  }

  /** It stands behind others. */
  private static String sentence(String detail) {
    return detail.isEmpty()
        ? ""
        : detail.substring(0, 1).toUpperCase(Locale.ENGLISH) + detail.substring(1) + ".";
  }

  private static String key(int status, Texts t) {
    String own = "status." + (TOO_LONG.contains(status) ? TOO_LARGE : status);
    if (t.has(own + ".title")) {
      return own;
    }
    return status < OURS ? "status.400" : "status.500";
  }
}
