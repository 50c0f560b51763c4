namespace CamStream.EndToEnd.Running;

/// <summary>
/// Waits with a limit. A failure names what was waited for, and the last log lines of the
/// resources.
/// </summary>
internal static class Wait
{
    private static readonly TimeSpan _period = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The usual limit: enough for a machine that compiles something at the same time.
    /// </summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(60);

    /// <param name="what">What the test waits for, as a failure names it.</param>
    /// <param name="wait">The wait.</param>
    /// <param name="limit">The limit; null for <see cref="Usual"/>.</param>
    public static Task<T> ForAsync<T>(string what, Func<CancellationToken, Task<T>> wait, TimeSpan? limit = null) =>
        ForAsync(what, wait, limit, TestContext.Current.CancellationToken);

    /// <summary>Waits for a cleanup, even if the test is cancelled.</summary>
    /// <inheritdoc
    ///     cref="ForAsync{T}(string, Func{CancellationToken, Task{T}}, TimeSpan?)" path="/param"/>
    public static Task ForEndAsync(string what, Func<CancellationToken, Task> wait, TimeSpan? limit = null) =>
        ForAsync(what, Always(wait), limit, CancellationToken.None);

    private static Func<CancellationToken, Task<bool>> Always(Func<CancellationToken, Task> wait) =>
        async cancellation =>
        {
            await wait(cancellation);
            return true;
        };

    private static async Task<T> ForAsync<T>(
        string what,
        Func<CancellationToken, Task<T>> wait,
        TimeSpan? limit,
        CancellationToken test
    )
    {
        var longest = limit ?? Usual;
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(test);
        bounded.CancelAfter(longest);
        try
        {
            return await wait(bounded.Token).WaitAsync(bounded.Token);
        }
        catch (Exception late)
            when (late is TimeoutException || (late is OperationCanceledException && bounded.IsCancellationRequested))
        {
            throw new TimeoutException(
                $"Waited {longest.TotalSeconds:0} s for {what}. {late.Message}\n{ResourceLogs.Last}",
                late
            );
        }
    }

    /// <inheritdoc cref="ForAsync{T}(string, Func{CancellationToken, Task{T}}, TimeSpan?)"/>
    public static Task ForAsync(string what, Func<CancellationToken, Task> wait, TimeSpan? limit = null) =>
        ForAsync(what, Always(wait), limit);

    /// <summary>Tests a condition ten times per second until it is true.</summary>
    /// <inheritdoc
    ///     cref="ForAsync{T}(string, Func{CancellationToken, Task{T}}, TimeSpan?)" path="/param"/>
    public static Task UntilAsync(string what, Func<CancellationToken, Task<bool>> condition, TimeSpan? limit = null) =>
        ForAsync(
            what,
            async cancellation =>
            {
                using var timer = new PeriodicTimer(_period);
                while (!await condition(cancellation))
                    await timer.WaitForNextTickAsync(cancellation);
            },
            limit
        );

    /// <inheritdoc cref="UntilAsync(string, Func{CancellationToken, Task{bool}}, TimeSpan?)"/>
    public static Task UntilAsync(string what, Func<bool> condition, TimeSpan? limit = null) =>
        UntilAsync(what, _ => Task.FromResult(condition()), limit);
}
