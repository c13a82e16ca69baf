/**
 * The protocol {@code metrics}: how the house is, for programs that watch over it. {@code /metrics}
 * has all that is counted, in the words of Prometheus; {@code /healthz} answers as long as the
 * process does, {@code /readyz} says whether members can be served, and both list each part of the
 * house, its state, since when and why.
 *
 * <p>It counts nothing itself and decides nothing: {@link io.drinkd.appliance.metric} and {@link
 * io.drinkd.appliance.service.Health} do. No member's name goes out here.
 */
package io.drinkd.appliance.metrics;
