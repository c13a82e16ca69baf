package io.drinkd.appliance.sunday;

import io.drinkd.appliance.audit.AuditLog;
import io.drinkd.appliance.config.Limits;
import io.drinkd.appliance.drop.Dispatcher;
import io.drinkd.appliance.drop.InDoubtDrops;
import io.drinkd.appliance.event.EventLog;
import io.drinkd.appliance.ledger.Ledger;
import io.drinkd.appliance.machine.Machines;
import io.drinkd.appliance.member.Credits;
import io.drinkd.appliance.member.LoginAttempts;
import io.drinkd.appliance.member.Members;
import io.drinkd.driver.Timers;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the door asks and tells: the parts of the appliance behind it.
 *
 * @param name how the appliance calls itself
 * @param version which version of drinkd it is
 * @param start since when it runs
 * @param random chooses where nobody else does; may be used by any thread
 * @param stopSwitch stops the appliance; empty where the configuration does not allow that
 */
public record Core(
    String name,
    String version,
    Instant start,
    Limits limits,
    Timers timers,
    Members members,
    Ledger ledger,
    Credits credits,
    Machines machines,
    Dispatcher dispatcher,
    InDoubtDrops inDoubtDrops,
    LoginAttempts logins,
    AuditLog audit,
    EventLog events,
    RandomGenerator random,
    Optional<StopSwitch> stopSwitch) {}
