using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>A thread that runs functions one after the other: a GL context must always be used on one thread, callers come on any.</summary>
internal sealed class RenderThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public RenderThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var action in _work.GetConsumingEnumerable())
                action();
        })
        { IsBackground = true, Name = "FewLabels render" };
        _thread.Start();
    }

    /// <summary>Runs the function on the thread, after what was started before.</summary>
    public Task<T> Start<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    public T Run<T>(Func<T> function)
    {
        try
        {
            return Start(function).Result;
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }
}
