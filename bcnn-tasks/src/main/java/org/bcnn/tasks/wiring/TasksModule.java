package org.bcnn.tasks.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.bcnn.backend.Backends;
import org.bcnn.graph.NoiseSource;
import org.bcnn.tasks.data.DataContext;
import org.bcnn.tasks.data.DataSources;
import org.bcnn.tasks.superresolution.PictureSources;

/**
 * Binds what the command line uses: the data sets and sets of pictures that come with the
 * framework, folders from the environment, the backends of the class path, and portable noise.
 * Override a binding to run it with something else.
 */
public final class TasksModule extends AbstractModule {
  /** Makes the module. */
  public TasksModule() {}

  @Override
  protected void configure() {
    bind(NoiseSource.class).toInstance(NoiseSource.PORTABLE);
  }

  @Provides
  @Singleton
  DataSources dataSources() {
    return DataSources.standard();
  }

  @Provides
  @Singleton
  PictureSources pictureSources() {
    return PictureSources.standard();
  }

  @Provides
  @Singleton
  DataContext dataContext() {
    return DataContext.fromEnvironment();
  }

  @Provides
  @Singleton
  Backends backends() {
    return Backends.find();
  }
}
