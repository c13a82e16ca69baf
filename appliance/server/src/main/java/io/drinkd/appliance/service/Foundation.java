package io.drinkd.appliance.service;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MemberSettings;
import io.drinkd.appliance.drop.DropStore;
import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.drop.Refunds;
import io.drinkd.appliance.event.EventRows;
import io.drinkd.appliance.ledger.IdempotencyKeys;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.Directory;
import io.drinkd.appliance.member.Members;
import io.drinkd.appliance.store.Followed;
import io.drinkd.appliance.store.Store;
import io.drinkd.driver.Timers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the services stand on, each made once. No door uses it: what a door may ask for stands in
 * the services.
 */
public record Foundation(
    Store store,
    AuditLog audit,
    IdempotencyKeys keys,
    Ledger ledger,
    Members members,
    Machines machines,
    EventRows eventRows,
    DropStore drops) {

  /**
   * @param parts takes what is to be closed; the store is in it already
   */
  static Foundation on(
      OpenedParts parts,
      Store store,
      Timers timers,
      MemberSettings memberSettings,
      Optional<Directory> directory,
      List<MachineSettings> machineSettings,
      String appliance) {
    Clock clock = timers.clock();
    AuditLog audit = new AuditLog(store, clock);
    IdempotencyKeys keys = new IdempotencyKeys(clock);
    Ledger ledger = new Ledger(store, clock);
    Members members =
        parts.add(
            new Members(store, ledger, audit, clock, memberSettings, directory), Members::close);
    Machines machines = new Machines(machineSettings, store, audit, timers);
    EventRows eventRows = new EventRows();
    DropStore drops = new DropStore(ledger, machines, keys, clock, appliance, eventRows);
    return new Foundation(store, audit, keys, ledger, members, machines, eventRows, drops);
  }

  /** Has memory follow what other processes with the same books write, if there may be any. */
  void follow() {
    List<Followed<?>> followed = new ArrayList<>(List.of(ledger.followed(), eventRows));
    followed.addAll(members.followed());
    followed.addAll(machines.followed());
    followed.addAll(drops.followed());
    store.shared().ifPresent(books -> books.follow(followed));
  }

  /** Pays back drops. */
  public Refunds refunds() {
    return new Refunds(store, drops, ledger, audit, keys);
  }

  /** Decides drops in doubt. */
  public InDoubtDrops inDoubtDrops() {
    return new InDoubtDrops(store, drops, audit);
  }
}
