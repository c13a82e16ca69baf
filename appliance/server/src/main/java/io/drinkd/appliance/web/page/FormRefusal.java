package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Form;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a form was refused, and at which of its fields that is said.
 *
 * @param field the name of the field that has to be corrected; empty if it is none of them
 * @param more what else is wrong, each at a field of its own
 */
public record FormRefusal(Notice notice, String field, List<FormRefusal> more) {

  /** The fields that refusals are about, as forms call them; of several a form has one. */
  private static final Map<Refusal, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry(Refusal.INVALID_NAME, List.of("name")),
          Map.entry(Refusal.NAME_TAKEN, List.of("name")),
          Map.entry(Refusal.INVALID_PASSWORD, List.of("new", "password")),
          Map.entry(Refusal.WRONG_PASSWORD, List.of("old", "password")),
          Map.entry(Refusal.INVALID_IBUTTON, List.of("card", "cards")),
          Map.entry(Refusal.IBUTTON_TAKEN, List.of("card", "cards")),
          Map.entry(Refusal.INVALID_AMOUNT, List.of("amount", "credits")),
          Map.entry(Refusal.POOR, List.of("amount", "floor")),
          Map.entry(Refusal.INVALID_FLOOR, List.of("floor")),
          Map.entry(Refusal.IDENTITY_TAKEN, List.of("subject")),
          Map.entry(Refusal.ACCOUNT_NOT_EMPTY, List.of("to")),
          Map.entry(Refusal.TO_ONESELF, List.of("to", "heir")),
          Map.entry(Refusal.NO_SUCH_MEMBER, List.of("heir", "to")),
          Map.entry(Refusal.INVALID_REMARK, List.of("reason")),
          Map.entry(Refusal.INVALID_LIFETIME, List.of("days")),
          Map.entry(Refusal.INVALID_ITEM, List.of("item")),
          Map.entry(Refusal.INVALID_PRICE, List.of("price")),
          Map.entry(Refusal.INVALID_QUANTITY, List.of("count")),
          Map.entry(Refusal.INVALID_DELAY, List.of("delay")));

  /** Refusals of what has to be a number. */
  private static final Set<Refusal> NUMBERS =
      EnumSet.of(
          Refusal.INVALID_AMOUNT,
          Refusal.INVALID_FLOOR,
          Refusal.INVALID_PRICE,
          Refusal.INVALID_QUANTITY);

  private static final Pattern NUMBER = Pattern.compile("[+\u2212-]?[0-9]+");

  /** Names the field of a form that is a choice: a browser sends nothing if nothing was chosen. */
  private static final String CHOICE = "choice";

  /** That of a form as it was sent. */
  public static FormRefusal of(RefusedException refused, Form typed, Texts t) {
    Stream<String> named = Stream.of(refused.about(), "count-" + refused.about());
    Stream<String> usual = FIELDS.getOrDefault(refused.refusal(), List.of()).stream();
    Optional<String> field =
        Stream.concat(named, usual)
            .filter(name -> typed.names().contains(name) || typed.all(CHOICE).contains(name))
            .findFirst();
    Notice notice = Renderer.notice(refused, t);
    boolean numeric = NUMBERS.contains(refused.refusal());
    boolean none = numeric && field.filter(name -> !isNumber(typed, name)).isPresent();
    return new FormRefusal(
        none ? Notice.refused(t.text("refusal.no-number"), notice.text()) : notice,
        field.orElse(""),
        List.of());
  }

  private static boolean isNumber(Form typed, String field) {
    return NUMBER.matcher(typed.find(field).orElse("").strip()).matches();
  }

  /** The same with what else is wrong, where that is said at a field. */
  FormRefusal with(List<RefusedException> others, Form typed, Texts t) {
    List<FormRefusal> all = others.stream().map(other -> of(other, typed, t)).toList();
    return new FormRefusal(notice, field, all);
  }

  /** A field with what is wrong with it, if that is this one. */
  public Field judge(Field one) {
    if (one.name().equals(field)) {
      return one.wrong(notice.sentence());
    }
    return more.stream()
        .map(other -> other.judge(one))
        .filter(judged -> !judged.wrong().isEmpty())
        .findFirst()
        .orElse(one);
  }

  /** What is said above the form: nothing if it is said at a field. */
  public Notice above() {
    return field.isEmpty() ? notice : null;
  }
}
