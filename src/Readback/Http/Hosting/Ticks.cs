namespace Readback.Http.Hosting;

internal static class Ticks
{
    /// <summary>Waits for a timer's next tick; false once the service is told to stop.</summary>
    public static async ValueTask<bool> Next(this PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
