using CamStream.Bench.Browser;

namespace CamStream.Bench.Latency;

/// <summary>Opens a page in a new Chromium and watches it.</summary>
internal sealed class Viewer(TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(10);

    /// <param name="address">The page's URL.</param>
    /// <param name="cameras">The cameras that the page shows, by the names it uses.</param>
    /// <param name="duration">How long to watch after the warm-up.</param>
    /// <param name="cancellation">Stops watching.</param>
    /// <exception cref="TimeoutException">No picture was shown.</exception>
    public async Task<IReadOnlyList<Viewing>> WatchAsync(
        Uri address,
        IReadOnlyList<string> cameras,
        TimeSpan duration,
        CancellationToken cancellation
    )
    {
        await using var page = await WatchedPage.StartAsync();
        await page.OpenAsync(address);
        var first = await WaitForPicturesAsync(page, cameras, cancellation);
        await Task.Delay(_warmUp, time, cancellation);
        await page.TakeAsync();
        var before = await page.EvaluateAsync<PlayerState[]>(PlayerState.Expression);
        await Task.Delay(duration, time, cancellation);
        var shown = await page.TakeAsync();
        var after = await page.EvaluateAsync<PlayerState[]>(PlayerState.Expression);
        foreach (var error in after.SelectMany(player => player.Errors.Select(error => $"{player.Id} {error}")))
            Console.WriteLine(error);
        return
        [
            .. cameras.Select(camera => new Viewing(
                camera,
                first[camera],
                [.. shown.Where(picture => picture.Camera == camera)],
                More(camera, player => player.Stalls + player.Restarts),
                More(camera, player => player.Errors.Count)
            )),
        ];

        int? More(string camera, Func<PlayerState, int> count) =>
            after.Where(player => player.Id == camera).Select(player => (int?)count(player)).SingleOrDefault()
            - before.Where(player => player.Id == camera).Select(count).SingleOrDefault();
    }

    // Milliseconds to the first picture of each camera.
    private async Task<Dictionary<string, double>> WaitForPicturesAsync(
        WatchedPage page,
        IReadOnlyList<string> cameras,
        CancellationToken cancellation
    )
    {
        Dictionary<string, double> first = [];
        for (
            var started = time.GetTimestamp();
            first.Count < cameras.Count;
            await Task.Delay(_period, time, cancellation)
        )
        {
            foreach (var picture in await page.TakeAsync())
            {
                if (cameras.Contains(picture.Camera))
                    first.TryAdd(picture.Camera, picture.SinceOpened);
            }
            if (time.GetElapsedTime(started) > _patience)
                throw new TimeoutException(
                    $"The page shows no picture of {string.Join(", ", cameras.Except(first.Keys))} on the page."
                );
        }
        return first;
    }
}
