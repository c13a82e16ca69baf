/**
 * What may be asked of the house, and by whom. Each rule of who may ask what stands here once; a
 * door only turns words into values, and a result or a {@link io.drinkd.appliance.failure.Refusal}
 * into words. Whether a drop can be made is decided in {@code drop}: by {@code Dispatcher} from
 * memory, and by {@code DropStore.open} in the books.
 *
 * <p>Whoever asks shows a claim, which is a type: an operation takes the claim that it needs, so a
 * forgotten check does not compile. A connection keeps a {@link
 * io.drinkd.appliance.service.Caller}, which makes claims for one request each: {@link
 * io.drinkd.appliance.service.Viewer}, {@link io.drinkd.appliance.service.Member} and {@link
 * io.drinkd.appliance.service.Admin}. A user of the computer itself is an {@link
 * io.drinkd.appliance.service.Operator}, who may do what admins may.
 *
 * <p>It must not know a protocol, a client's connection, a command line or a board's bytes.
 */
package io.drinkd.appliance.service;
