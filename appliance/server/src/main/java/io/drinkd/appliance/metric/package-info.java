/**
 * What any package may count with: counters, histograms, and figures that are read when somebody
 * asks. Counting costs a few nanoseconds and no memory, so that it may stand on the way of every
 * request.
 *
 * <p>It knows nothing of what is counted, nor how it is shown. How many series a family may have is
 * bounded here, whatever strangers send.
 */
package io.drinkd.appliance.metric;
