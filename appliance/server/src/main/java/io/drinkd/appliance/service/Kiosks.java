package io.drinkd.appliance.service;

import static io.drinkd.appliance.service.Answer.answered;

import io.drinkd.appliance.audit.Act;
import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.audit.Trait;
import io.drinkd.appliance.credential.KioskStore;
import io.drinkd.appliance.credential.KioskStore.Made;
import io.drinkd.appliance.credential.KioskStore.Paired;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.member.SecretKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Devices beside machines at which cards log in. An admin makes a kiosk for one machine; somebody
 * types its code at the device, once; from then on the device shows a secret of its own, and turns
 * cards into sessions of {@link io.drinkd.appliance.credential.WebSessionStore#KIOSK_LIFE} that are
 * good for drinks of that machine alone.
 */
public final class Kiosks {

  private final Foundation foundation;
  private final AuditLog audit;
  private final Catalog catalog;
  private final Logins logins;
  private final LoginAttempts attempts;
  private final WebSessions sessions;
  private final KioskStore kiosks;

  Kiosks(
      Foundation foundation,
      Catalog catalog,
      Logins logins,
      LoginAttempts attempts,
      WebSessions sessions) {
    this.foundation = foundation;
    this.audit = foundation.audit();
    this.catalog = catalog;
    this.logins = logins;
    this.attempts = attempts;
    this.sessions = sessions;
    kiosks = foundation.members().credentials().kiosks();
  }

  /**
   * Makes a kiosk. There are {@link KioskStore#KIOSKS_MAX} at most.
   *
   * @param machine its id or alias
   * @return the kiosk with the code that pairs a device, within {@link KioskStore#CODE_LIFE}. Fails
   *     with {@link Refusal#LIMIT_REACHED}
   * @throws RefusedException {@link Refusal#NO_SUCH_MACHINE}
   */
  public CompletableFuture<Made> make(Admin admin, String machine, Label name) {
    String id = catalog.find(machine).id();
    return answered(
        foundation
            .store()
            .write(
                tx -> {
                  Made made = kiosks.make(tx, id, name.text());
                  audit.record(
                      tx,
                      admin.actor(),
                      Act.KIOSK.of(made.kiosk().id()),
                      List.of(),
                      List.of(Trait.TEXT.of(name.text())));
                  return made;
                })
            .thenApply(
                made -> {
                  admin.did("make-kiosk", "kiosk", made.kiosk().id(), "machine", id);
                  return made;
                }));
  }

  /** All kiosks, by number; one whose code nobody has typed in time until another one is made. */
  public CompletableFuture<List<KioskStore.Kiosk>> list(Admin admin) {
    return answered(kiosks.all());
  }

  /**
   * Removes a kiosk: its device is known no more, and the sessions at it are over. Completes when
   * that is on disk; fails with {@link Refusal#NO_SUCH_KIOSK}.
   */
  public CompletableFuture<Void> remove(Admin admin, long kiosk) {
    return answered(
        foundation
            .store()
            .write(
                tx -> {
                  KioskStore.Kiosk removed = kiosks.remove(tx, kiosk);
                  audit.record(
                      tx,
                      admin.actor(),
                      Act.KIOSK.of(kiosk),
                      List.of(Trait.TEXT.of(removed.name())),
                      List.of());
                  return removed;
                })
            .thenAccept(removed -> admin.did("remove-kiosk", "kiosk", kiosk)));
  }

  /**
   * Pairs a device with the kiosk whose code somebody has typed at it. Wrong codes are counted for
   * the caller's address, as wrong passwords are.
   *
   * @return the kiosk with the secret by which its device is known from now on, to be kept there
   *     alone. Fails with {@link Refusal#WRONG_LOGIN} if no kiosk has that code, or not any more
   */
  public CompletableFuture<Paired> pair(Caller caller, String code) {
    return answered(
        attempts
            .bySecret(SecretKind.CODE, code, caller.origin(), () -> kiosks.pair(code))
            .thenApply(
                paired ->
                    paired.orElseThrow(
                        () ->
                            new RefusedException(
                                Refusal.WRONG_LOGIN, "no kiosk waits for that code"))));
  }

  /** The kiosk whose device shows that secret; empty if there is none, or not any more. */
  public CompletableFuture<Optional<Kiosk>> find(String secret) {
    return answered(kiosks.find(secret).thenApply(found -> found.map(Kiosk::new)));
  }

  /**
   * Logs in at a kiosk, by the id of an iButton or card. Wrong ones are counted for the kiosk and
   * for the caller's address, as wrong passwords are.
   *
   * @return a session for drinks of the kiosk's machine alone; fails as {@link Logins#byIbutton}
   *     does, or with {@link Refusal#NO_SUCH_KIOSK} if the kiosk was removed meanwhile
   */
  public CompletableFuture<WebSessions.Begun> logIn(Caller caller, Kiosk kiosk, String card) {
    return logins
        .byIbuttonAt(kiosk.record().id(), caller.loggedOut(), card)
        .thenCompose(
            login -> {
              MemberRecord member = login.member().record();
              return sessions.begin(
                  login, member, tx -> kiosks.begin(tx, kiosk.record(), member.id()));
            });
  }
}
