/**
 * What becomes of measured figures: medians and spreads of rounds, tables, targets, charts, JSON.
 * It exists apart so that every case reports alike, and two builds are compared figure by figure
 * whatever the case measures.
 *
 * <p>It must not know how a figure was measured or what a server is.
 */
package io.drinkd.bench.report;
