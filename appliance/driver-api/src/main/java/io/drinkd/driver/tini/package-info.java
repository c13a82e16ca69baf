/**
 * The protocol of the TINI boards, for the drivers of all their models.
 *
 * <p>The models share one grammar and differ in two things only: which spelling they send, and
 * whether they send keep-alives. The grammar stands here, in the driver API, because here every
 * TINI plugin can use it: a plugin is one jar without dependencies, so two plugins share either
 * what the appliance provides to both, or a copy. What is one model's own stays in that model's
 * plugin. Nothing of the appliance and nothing in {@link io.drinkd.driver.link} may know this
 * package.
 */
package io.drinkd.driver.tini;
