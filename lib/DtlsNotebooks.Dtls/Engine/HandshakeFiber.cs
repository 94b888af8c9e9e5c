using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Org.BouncyCastle.Tls;

namespace DtlsNotebooks.Dtls.Engine;

/// <summary>
/// BouncyCastle's blocking handshake on a thread of its own, in strict turns with its caller: either the caller runs
/// or the
/// fiber does, never both. Where the handshake would wait for a datagram the fiber parks, and the caller goes on.
/// </summary>
internal sealed class HandshakeFiber(SessionTransport transport, Func<DtlsTransport> handshake)
{
    private readonly object _turn = new();
    private bool _started;
    private bool _fibersTurn;
    private bool _ended;
    private bool _abandoned;
    private long _parkedAt;
    private TimeSpan _wait;
    private ExceptionDispatchInfo? _failure;

    /// <summary>What the handshake made; null before its end.</summary>
    internal DtlsTransport? Result { get; private set; }

    /// <summary>Until the handshake would go on without a datagram.</summary>
    internal TimeSpan TimeLeft
    {
        get
        {
            lock (_turn)
            {
                return _wait - Stopwatch.GetElapsedTime(_parkedAt);
            }
        }
    }

    /// <summary>Lets the fiber run until it parks or ends.</summary>
    /// <exception cref="IOException">The handshake failed.</exception>
    internal void Resume()
    {
        lock (_turn)
        {
            if (!_ended)
            {
                GiveTurn();
                AwaitTurn();
            }
        }

        _failure?.Throw();
    }

    /// <summary>Ends the fiber, which then runs without its caller. Does not wait.</summary>
    internal void Abandon()
    {
        lock (_turn)
        {
            _abandoned = true;
            if (_started && !_ended)
            {
                GiveTurn();
            }
        }
    }

    /// <summary>Ends the fiber, and waits until it has cleared up.</summary>
    internal void End()
    {
        lock (_turn)
        {
            Abandon();
            AwaitTurn();
        }
    }

    private void AwaitTurn()
    {
        while (_fibersTurn)
        {
            Monitor.Wait(_turn);
        }
    }

    private void GiveTurn()
    {
        _fibersTurn = true;
        if (_started)
        {
            Monitor.PulseAll(_turn);
            return;
        }

        try
        {
            FiberThreads.Shared.Run(Run);
            _started = true;
        }
        catch (OutOfMemoryException e)
        {
            _fibersTurn = false;
            throw new DtlsException(
                DtlsError.InternalError,
                DtlsSide.Local,
                "the operating system gives no thread for one more handshake",
                null,
                e
            );
        }
    }

    private void Run()
    {
        try
        {
            transport.Intake.Parking = Park;
            Result = handshake();
        }
#pragma warning disable CA1031 // Kept, and thrown in the caller: nothing may end the thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
            CloseTransport();
        }
        finally
        {
            transport.Intake.Parking = null;
        }

        lock (_turn)
        {
            _ended = true;
            _fibersTurn = false;
            Monitor.PulseAll(_turn);
        }
    }

    private void CloseTransport()
    {
        try
        {
            transport.Close();
        }
#pragma warning disable CA1031 // A transport may be somebody else's code, and what it throws here would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Why the handshake failed is known already.
        }
    }

    /// <summary>Called by the fiber: hands the turn back until the caller gives it again.</summary>
    private void Park(TimeSpan wait)
    {
        lock (_turn)
        {
            (_parkedAt, _wait) = (Stopwatch.GetTimestamp(), wait);
            if (!_abandoned)
            {
                _fibersTurn = false;
                Monitor.PulseAll(_turn);
            }

            while (!_fibersTurn)
            {
                Monitor.Wait(_turn);
            }

            if (_abandoned)
            {
                throw new IOException("The handshake was abandoned.");
            }
        }
    }
}
