package io.drinkd.appliance.drop;

import io.drinkd.appliance.drop.ModelState.Person;
import io.drinkd.appliance.member.Departures;
import io.drinkd.appliance.member.MemberEdit;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.NewMember;
import io.drinkd.appliance.service.Accounts.Moved;
import io.drinkd.appliance.service.Amount;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.service.Remark;
import io.drinkd.appliance.service.TestClaims;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Operations of which members and their credits are the subject, on both. */
abstract class MemberRun extends ModelledHouse {

  MemberRun(Path data, Duration patience) throws IOException {
    super(data, patience);
  }

  void add(Operation operation) throws Mismatch {
    String name = "m" + operation.one() % 8;
    Optional<Person> renamed = person(operation.two());
    if (operation.three() % 4 == 0 && renamed.isPresent()) {
      MemberRecord member = members.get(renamed.get());
      same(model.rename(renamed.get(), name), outcome(house.members.rename(member, name, "model")));
      members.put(renamed.get(), house.members.find(member.id()).orElseThrow());
      return;
    }
    long credits = operation.many() % 400;
    NewMember wanted = new NewMember(name, Optional.empty(), false, credits, List.of());
    CompletableFuture<MemberRecord> adding = house.members.add(wanted, "model");
    same(model.add(name, credits), outcome(adding));
    if (!adding.isCompletedExceptionally()) {
      members.put(model.person(name).orElseThrow(), adding.join());
    }
  }

  void close(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isEmpty()) {
      return;
    }
    Person other = person(operation.two()).orElseThrow();
    MemberRecord member = members.get(who.get());
    MemberRecord to = members.get(other);
    Departures books = house.members.departures();
    switch (operation.three() % 4) {
      case 0 -> same(model.close(who.get()), outcome(books.close(member, "test")));
      case 1 ->
          same(model.closeToTreasury(who.get()), outcome(books.closeToTreasury(member, "test")));
      case 2 -> same(model.closeTo(who.get(), other), outcome(books.closeTo(member, to, "test")));
      default -> same(model.merge(who.get(), other), outcome(books.merge(member, to, "test")));
    }
  }

  void setBalance(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isPresent()) {
      long balance = operation.two() % 3 == 0 ? 0 : operation.many() % 500 - 50;
      MemberEdit edit = MemberEdit.balance(balance);
      same(model.setBalance(who.get(), balance), edit(who.get(), edit));
    }
  }

  void setFloor(Operation operation) throws Mismatch {
    Optional<Person> who = person(operation.one());
    if (who.isPresent()) {
      long floor = -(operation.many() % 120);
      MemberEdit edit = MemberEdit.floor(floor);
      same(model.setFloor(who.get(), floor), edit(who.get(), edit));
    }
  }

  String edit(Person who, MemberEdit edit) {
    return outcome(house.members.edit(members.get(who), edit, "model"));
  }

  void grant(Operation operation) {
    Optional<Person> admin = person(operation.one());
    Optional<Person> to = person(operation.two());
    long amount = operation.many() % 300 - 100;
    if (admin.isPresent() && amount != 0) {
      Optional<String> key = key(operation);
      expect(
          answer(
              house
                  .services
                  .accounts()
                  .grant(
                      TestClaims.admin(members.get(admin.get())),
                      members.get(to.get()),
                      new Amount(amount),
                      new Remark("model"),
                      key.map(IdempotencyKey::new))
                  .thenApply(Moved::available),
              to.get()),
          model.grant(admin.get(), to.get(), amount, key));
    }
  }

  void give(Operation operation) {
    Optional<Person> from = person(operation.one());
    Optional<Person> to = person(operation.two());
    long amount = 1 + operation.many() % 80;
    if (from.isPresent() && from.get() != to.get()) {
      Optional<String> key = key(operation);
      expect(
          answer(
              house
                  .services
                  .accounts()
                  .give(
                      TestClaims.member(members.get(from.get())),
                      members.get(to.get()),
                      new Amount(amount),
                      Optional.empty(),
                      key.map(IdempotencyKey::new))
                  .thenApply(Moved::available),
              from.get()),
          model.give(from.get(), to.get(), amount, key));
    }
  }

  void undo(Operation operation) {
    Optional<Person> giver = person(operation.one());
    if (giver.isPresent()) {
      MemberRecord member = members.get(giver.get());
      expect(
          answer(house.services.accounts().undo(TestClaims.member(member)), giver.get()),
          model.undo(giver.get()));
    }
  }

  /** What is answered, and what the one who gets the answer has then. */
  CompletableFuture<String> answer(CompletableFuture<Long> moved, Person receiver) {
    long account = members.get(receiver).account();
    return moved.handle(
        (available, failure) ->
            failure == null
                ? "DONE " + available
                : house.services.faults().refusal("model", failure).refusal()
                    + " "
                    + house.ledger.balance(account).available());
  }
}
