package org.bcnn.tasks.cli;

import java.util.function.Supplier;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.superresolution.PictureSources;

/**
 * What the commands work with.
 *
 * @param dataSources the data sets
 * @param pictureSources the sets of pictures of super-resolution
 * @param dataContext where data is, before the options are heard
 * @param backends looks for backends when they are first needed, so that help needs none
 * @param noise who makes the noise
 * @param interruption knows whether the user wants the program to stop
 */
record Services(
    DataSources dataSources,
    PictureSources pictureSources,
    DataContext dataContext,
    Supplier<Backends> backends,
    NoiseSource noise,
    Interruption interruption) {}
