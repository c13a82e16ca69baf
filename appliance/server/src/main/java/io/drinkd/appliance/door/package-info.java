/**
 * What a protocol has to be so that a listener can speak it. One more protocol is one more package
 * that implements {@link io.drinkd.appliance.door.Protocol} and declares its settings ({@link
 * io.drinkd.appliance.config.ProtocolDeclaration}), its level in README.md and in the list of
 * {@code PackageLevelsTest}, and one line in {@code Protocols}, where the appliance is wired.
 *
 * <p>It knows no protocol.
 */
package io.drinkd.appliance.door;
