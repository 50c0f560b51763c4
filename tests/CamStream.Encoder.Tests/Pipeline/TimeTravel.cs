using Microsoft.Extensions.Time.Testing;

namespace CamStream.Encoder.Pipeline;

internal static class TimeTravel
{
    /// <summary>
    /// Advances the time in small steps, and lets waiting code run between them, until something
    /// has happened.
    /// </summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, Func<bool> happened)
    {
        while (!happened())
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits, at the same time of the clock, until something has happened.</summary>
    public static async Task UntilAsync(Func<bool> happened)
    {
        while (!happened())
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
