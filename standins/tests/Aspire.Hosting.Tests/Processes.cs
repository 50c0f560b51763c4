namespace Aspire.Hosting;

internal static class Processes
{
    public static async Task<int> ReadIdAsync(string path)
    {
        int id;
        while (!File.Exists(path) || !int.TryParse(await File.ReadAllTextAsync(path, LocalApplication.Cancellation), out id))
        {
            await Task.Delay(20, LocalApplication.Cancellation);
        }

        return id;
    }

    public static bool IsAlive(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    public static async Task WaitForEndAsync(params int[] ids)
    {
        while (ids.Any(IsAlive))
        {
            await Task.Delay(20, LocalApplication.Cancellation);
        }
    }
}
