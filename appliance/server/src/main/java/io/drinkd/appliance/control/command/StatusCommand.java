package io.drinkd.appliance.control.command;

import io.drinkd.appliance.control.ExitCode;
import io.drinkd.appliance.control.output.Table;
import io.drinkd.appliance.control.output.Table.Nested;
import io.drinkd.appliance.service.About;
import io.drinkd.appliance.service.Condition;
import io.drinkd.appliance.service.Health.Part;
import io.drinkd.appliance.service.Health.State;
import io.drinkd.appliance.service.Services;
import io.drinkd.driver.DriverApi;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code status}: how the appliance is, and what is to be done next. */
@Command(
    name = "status",
    description = {
      "Shows how the appliance is, and what happens next or is to be done.",
      "SINCE is since when a part is in its state, as far as the appliance knows; of a listener since"
          + " when it is open.",
      "Exits with 0 if all is well, and with 1 if something is wrong."
    })
final class StatusCommand extends OperatorCommand {

  private record Status(
      Optional<String> name, Optional<Instant> since, List<Part> parts, List<String> next) {

    private boolean isWell() {
      return parts.stream().allMatch(part -> part.state() == State.WELL);
    }
  }

  private static final Table<Part> PART =
      Table.<Part>of()
          .column("part", Part::name)
          .column("state", Part::state)
          .column("since", Part::since)
          .detail("needed", Part::needed)
          .column("why", Part::why);

  private static final Table<String> STEP = Table.<String>of().column("step", step -> step);

  private static final Table<Status> TABLE =
      Table.<Status>of()
          .column("name", Status::name)
          .column("well", Status::isWell)
          .column("running", status -> status.since().isPresent())
          .column("since", Status::since)
          .column("version", status -> DriverApi.VERSION)
          .column("java", status -> System.getProperty("java.version"))
          .column("parts", status -> new Nested<>(PART, status.parts()))
          .column("next", status -> new Nested<>(STEP, status.next()));

  @Override
  public BooksUse books() {
    return BooksUse.OPEN_IF_ANY;
  }

  @Override
  int run(OperatorContext context) throws IOException {
    Status status = context.isRunning() ? ofAppliance(context) : ofFiles(context);
    context.print().one(TABLE, status);
    return status.isWell() ? ExitCode.WELL : ExitCode.FAILED;
  }

  private static Status ofAppliance(OperatorContext context) {
    Services services = context.services();
    About about = services.about();
    List<Part> parts = services.health().look().join().parts();
    List<String> next = steps(parts);
    if (services.catalog().all().isEmpty()) {
      next.add(machineStep(context));
    }
    if (services.memberships().all(context.admin()).isEmpty() && !areToCome(parts)) {
      next.add(memberStep());
    }
    return new Status(Optional.of(about.name()), Optional.of(about.start()), parts, next);
  }

  /** Where no appliance runs. */
  private static Status ofFiles(OperatorContext context) throws IOException {
    Instant now = Instant.now();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("appliance", State.WRONG, true, now, Condition.NOT_RUNNING.of()));
    Optional<Services> books = context.servicesIfAny();
    books.ifPresentOrElse(
        services -> parts.addAll(services.health().look().join().parts()),
        () -> parts.add(new Part("books", State.WRONG, true, now, Condition.NO_BOOKS.of())));
    List<String> next = steps(parts);
    if (context.drivers().models().stream().allMatch(model -> model.machines().isEmpty())) {
      next.add(machineStep(context));
    }
    if (books.filter(one -> !one.memberships().all(context.admin()).isEmpty()).isEmpty()
        && !areToCome(parts)) {
      next.add(memberStep());
    }
    next.add(
        "start the appliance: systemctl start drinkd, or drinkd --conf DIR; what would keep it from"
            + " starting is said by drinkd config check");
    return new Status(Optional.empty(), Optional.empty(), parts, next);
  }

  /** What happens next with what is wrong, or what is to be done; the same of several at once. */
  private static List<String> steps(List<Part> parts) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.state() == State.WRONG) {
        part.found()
            .phrase()
            .next()
            .ifPresent(
                step -> names.computeIfAbsent(step, it -> new ArrayList<>()).add(part.name()));
      }
    }
    List<String> steps = new ArrayList<>();
    names.forEach((step, all) -> steps.add(String.join(", ", all) + ": " + step));
    return steps;
  }

  private static String machineStep(OperatorContext context) {
    return "no machine yet: write "
        + context.configurationFile("machines/ID.yaml")
        + ", one file a machine, named by its id";
  }

  /** Whether there are members in books that are to be imported. */
  private static boolean areToCome(List<Part> parts) {
    return parts.stream().anyMatch(part -> part.found().phrase() == Condition.BOOKS_TO_IMPORT);
  }

  private static String memberStep() {
    return "no member yet: drinkd user add NAME --admin";
  }
}
