using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CamStream.ServiceDefaults;

public sealed class TimeProviderTests
{
    [Fact]
    public void Services_get_the_clock_of_the_system_unless_they_have_one_of_their_own()
    {
        Clock(own: null).ShouldBeSameAs(TimeProvider.System);
        var own = new ManualClock();
        Clock(own).ShouldBeSameAs(own);
    }

    private static TimeProvider Clock(TimeProvider? own)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (own is not null)
            builder.Services.AddSingleton(own);
        builder.AddServiceDefaults();
        return builder.Services.BuildServiceProvider().GetRequiredService<TimeProvider>();
    }

    private sealed class ManualClock : TimeProvider;
}
