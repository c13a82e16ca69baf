package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Accounts;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.ImportPreview;
import io.drinkd.appliance.web.page.Texts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** What an admin is asked before credits are granted that are more than is usual. */
final class GrantQuestions {

  private GrantQuestions() {}

  /**
   * What an admin is asked who grants more than is usual.
   *
   * @param amount of the form; fails, or is empty, if there is none
   * @param to who gets it
   * @return empty if there is nothing to ask, as when the amount will be refused
   */
  static CompletionStage<Optional<Question>> ofOne(
      Accounts accounts, Admin admin, Supplier<Optional<Amount>> amount, String to, Texts t) {
    Optional<Amount> granted;
    try {
      granted = amount.get();
    } catch (RefusedException e) {
      granted = Optional.empty();
    }
    if (granted.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    long wanted = granted.get().credits();
    String credits = t.credits(wanted);
    Question question = new Question(t.text("admin.sure.grant", credits, to), credits);
    return accounts
        .usualGrants(admin)
        .thenApply(usual -> usual.test(wanted) ? Optional.empty() : Optional.of(question));
  }

  /**
   * What an admin is asked whose list grants more than is usual.
   *
   * @param usual whether so many credits are
   * @param most how many members are named
   * @return empty if there is nothing to ask
   */
  static Optional<Question> ofList(ImportPreview preview, LongPredicate usual, int most, Texts t) {
    List<ImportPreview.Grant> unusual =
        preview.grants().stream().filter(grant -> !usual.test(grant.credits())).toList();
    if (unusual.isEmpty()) {
      return Optional.empty();
    }
    List<Question.Line> lines =
        unusual.stream()
            .limit(most)
            .map(
                grant ->
                    new Question.Line(
                        grant.name(),
                        t.text("admin.import.line", grant.line()),
                        t.credits(grant.credits())))
            .toList();
    String hidden =
        unusual.size() > most ? t.text("admin.import.more", unusual.size() - most) + " " : "";
    String credits = t.credits(preview.credits());
    String all = t.text("admin.sure.import.all", preview.grants().size(), credits);
    return Optional.of(new Question(t.text("admin.sure.import"), credits, lines, hidden + all));
  }
}
